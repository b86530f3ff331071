/// The lab's git repository, through git's own command line: plumbing and refs exactly as people have them. Nothing
/// here
/// touches the person's branch, index or work tree.
@NullMarked
package dev.nightjar.lab.git;

import org.jspecify.annotations.NullMarked;
