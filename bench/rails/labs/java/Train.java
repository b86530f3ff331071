import dev.nightjar.training.Trial;
import java.util.Random;

/// A very small model.
public final class Train {

    static final int WIDTH = 64; // channels
    static final int HEADS = 4;
    static final double LR = 0.02;
    static final boolean TIED = true;
    static final String ACTIVATION = "relu";

    static double rate(double fraction) {
        return fraction < 0.9 ? LR : LR * (1 - fraction) / 0.1;
    }

    static double[] initial(Random random) {
        double[] weights = new double[WIDTH * WIDTH];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextGaussian() / Math.sqrt(WIDTH);
        }
        return weights;
    }

    public static void main(String[] arguments) throws Exception {
        Trial trial = Trial.begin();
        double[] weights = initial(new Random(trial.seed()));
        System.out.println("parameters: " + weights.length);
    }
}
