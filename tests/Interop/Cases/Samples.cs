using TensorFlow;

namespace Keras.Interop;

/// <summary>The rows that models are trained with.</summary>
internal static class Samples
{
    private const int Rows = 24;
    private const int Classes = 3;

    public static (Tensor X, Tensor Y) For(Target target)
    {
        Random random = new(5);
        float[] x = Uniform(random, Rows * 12);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(Classes))];
        float[] real = Uniform(random, Rows * Classes);
        Tensor y = target switch
        {
            Target.OneHot => Tensor.Create<float>(
                [.. labels.SelectMany(l => Enumerable.Range(0, Classes).Select(c => c == l ? 1f : 0f))], [Rows, Classes]),
            Target.Labels => Tensor.Create<int>(labels, [Rows]),
            Target.Binary => Tensor.Create<float>([.. real[..Rows].Select(v => v > 0 ? 1f : 0f)], [Rows, 1]),
            Target.Several => Tensor.Create<float>([.. real.Select(v => v > 0 ? 1f : 0f)], [Rows, Classes]),
            Target.Real => Tensor.Create<float>(real, [Rows, Classes]),
            Target.Positive => Tensor.Create<float>([.. real.Select(v => (v + 1.2f) / 2)], [Rows, Classes]),
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, "There are no targets of that kind."),
        };
        return (Tensor.Create<float>(x, [Rows, 4, 3]), y);
    }

    private static float[] Uniform(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
