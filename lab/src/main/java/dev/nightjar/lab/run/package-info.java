/// Run folders: the ledger file, its lock and its reserve, requests to stop, and tags.
@NullMarked
package dev.nightjar.lab.run;

import org.jspecify.annotations.NullMarked;
