/// Labs made from templates.
@NullMarked
package dev.nightjar.lab.template;

import org.jspecify.annotations.NullMarked;
