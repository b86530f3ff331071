import java.util.function.Function;

/// Types to be inferred inside types to be inferred: the work doubles with each level.
public final class Train {

    static <A, B, C> Function<A, C> then(Function<A, B> first, Function<B, C> second) {
        return first.andThen(second);
    }

    static <A> A same(Function<A, A> function, A value) {
        return function.apply(value);
    }

    static <A> Function<A, A> same(Function<? super A, ? extends A> function) {
        return function::apply;
    }

    public static void main(String[] args) {
        Object value = same(x0 -> same(x1 -> same(x2 -> same(x3 -> same(x4 -> same(x5 -> same(x6 -> same(x7 -> same(x8 -> same(x9 -> same(x10 -> same(x11 -> same(x12 -> same(x13 -> x0, x12), x11), x10), x9), x8), x7), x6), x5), x4), x3), x2), x1), x0), "");
        System.out.println(value);
    }
}
