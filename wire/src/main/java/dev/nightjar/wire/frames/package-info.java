/// Frames between the judge and a program that serves its model: little-endian, over the server's standard streams.
///
/// ```
/// hello    (server → judge)  "NJM1"  u32 vocabulary  u32 longest context
/// request  (judge → server)  u8 kind (1 score, 2 audit)  u32 id  u32 rows B  u32 context T
///                            i32 tokens[B][T+1]      inputs are [0..T), targets are (0..T]
///                            audit only: i32 position[B]
/// answer   (server → judge)  u8 kind (101 scored, 102 logits)  u32 id  u32 rows  u32 columns  f32
/// payload[rows][columns]
/// ```
@NullMarked
package dev.nightjar.wire.frames;

import org.jspecify.annotations.NullMarked;
