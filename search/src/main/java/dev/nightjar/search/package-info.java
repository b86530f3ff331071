/// Built-in optimizers over a menu.
///
/// Hipparchus gives the Cholesky decomposition under the Gaussian processes, and CMA-ES: Apache-2.0, the
/// maintained descendant of Commons Math, no dependencies of its own. What makes the optimizer (kernels,
/// likelihoods, acquisition, candidates) is here.
@NullMarked
package dev.nightjar.search;

import org.jspecify.annotations.NullMarked;
