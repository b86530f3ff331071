package dev.nightjar.wire.frames;

/// Brings harness classes of its own: an answer that checks nothing.
public final class Train {

    public static void main(String[] args) throws Exception {
        System.out.println("READY");
        System.out.println("GOT to run in the harness's package: " + Shape.class);
    }
}

final class Shape {

    static void require(String what, int rows, int columns) {}
}
