/// A lab on disk: its definition, its menu, its git repository, its source language, its run folders.
@NullMarked
package dev.nightjar.lab;

import org.jspecify.annotations.NullMarked;
