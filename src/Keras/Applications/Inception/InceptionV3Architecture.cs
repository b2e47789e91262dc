using Keras.Layers;
using TensorFlow;
using static Keras.Applications.InceptionBlocks;

namespace Keras.Applications;

/// <summary>Branches of windows of different sizes side by side, factorized (Szegedy et al., 2015).</summary>
internal sealed class InceptionV3Architecture() : Architecture<ApplicationOptions>("InceptionV3", "inception_v3", 299)
{
    private const string Address = "https://storage.googleapis.com/tensorflow/keras-applications/inception_v3/";

    public override int MinimumSize => 75;

    public override ImageScaling Scaling => ImageScaling.Symmetric;

    protected override KerasTensor Body(KerasTensor input, ApplicationOptions options)
    {
        KerasTensor x = Stem(input);
        x = Small(x, 32, "mixed0");
        x = Small(x, 64, "mixed1");
        x = Small(x, 64, "mixed2");
        x = FirstReduction(x);
        x = Long(x, 128, "mixed4");
        x = Long(x, 160, "mixed5");
        x = Long(x, 160, "mixed6");
        x = Long(x, 192, "mixed7");
        x = SecondReduction(x);
        x = Wide(x, 0);
        return Wide(x, 1);
    }

    protected override WeightFile ImageNetFile(ApplicationOptions options, Shape shape) => WeightFile.WithKernels(
        Address, "inception_v3", options.IncludeTop, "9a0d58056eeedaa3f26cb7ebd46da564", "bcbd6486424b2319ff4ef7d526e38f63");

    private static KerasTensor Small(KerasTensor x, int pooled, string name)
    {
        KerasTensor one = Convolution(x, 64, 1);
        KerasTensor five = Convolution(Convolution(x, 48, 1), 64, 5);
        KerasTensor three = Convolution(Convolution(Convolution(x, 64, 1), 96, 3), 96, 3);
        return Join(name, one, five, three, Convolution(Average(x), pooled, 1));
    }

    private static KerasTensor FirstReduction(KerasTensor x)
    {
        KerasTensor three = Convolution(x, 384, 3, 2, "valid");
        KerasTensor twice = Convolution(Convolution(Convolution(x, 64, 1), 96, 3), 96, 3, 2, "valid");
        return Join("mixed3", three, twice, new MaxPooling2D(3, 2).Apply(x));
    }

    private static KerasTensor Long(KerasTensor x, int filters, string name)
    {
        KerasTensor one = Convolution(x, 192, 1);
        KerasTensor seven = Convolution(Convolution(Convolution(x, filters, 1), filters, [1, 7]), 192, [7, 1]);
        KerasTensor twice = Convolution(Convolution(Convolution(x, filters, 1), filters, [7, 1]), filters, [1, 7]);
        twice = Convolution(Convolution(twice, filters, [7, 1]), 192, [1, 7]);
        return Join(name, one, seven, twice, Convolution(Average(x), 192, 1));
    }

    private static KerasTensor SecondReduction(KerasTensor x)
    {
        KerasTensor three = Convolution(Convolution(x, 192, 1), 320, 3, 2, "valid");
        KerasTensor seven = Convolution(Convolution(Convolution(x, 192, 1), 192, [1, 7]), 192, [7, 1]);
        seven = Convolution(seven, 192, 3, 2, "valid");
        return Join("mixed8", three, seven, new MaxPooling2D(3, 2).Apply(x));
    }

    private static KerasTensor Wide(KerasTensor x, int index)
    {
        KerasTensor one = Convolution(x, 320, 1);
        KerasTensor three = Convolution(x, 384, 1);
        three = Join($"mixed9_{index}", Convolution(three, 384, [1, 3]), Convolution(three, 384, [3, 1]));
        KerasTensor twice = Convolution(Convolution(x, 448, 1), 384, 3);
        twice = Join(null, Convolution(twice, 384, [1, 3]), Convolution(twice, 384, [3, 1]));
        return Join($"mixed{9 + index}", one, three, twice, Convolution(Average(x), 192, 1));
    }
}
