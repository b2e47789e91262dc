using Keras.Weights;
using TensorFlow;

namespace Keras.Tests.Losses;

/// <summary>Runs what losses and metrics write, on tensors.</summary>
internal static class LossProbe
{
    /// <summary>The value of a computation.</summary>
    public static Tensor Run(Func<Symbol[], Symbol> body, params Tensor[] inputs) => Run(body, null, inputs);

    /// <summary>The value of a computation, compiled by XLA if the options say so.</summary>
    public static Tensor Run(Func<Symbol[], Symbol> body, FunctionOptions? options, params Tensor[] inputs)
    {
        using StatefulFunction function =
            StatefulFunction.Trace("probe", [.. inputs.Select(TensorSpec.Of)], symbols => [body(symbols)], options);
        return function.Run(inputs)[0];
    }

    /// <summary>A loss of a batch.</summary>
    public static float Value(Loss loss, Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        using Tensor result = Apply(loss, yTrue, yPred, sampleWeight);
        return result.ToScalar<float>();
    }

    /// <summary>A loss of a batch that is not reduced.</summary>
    public static float[] Values(Loss loss, Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        using Tensor result = Apply(loss, yTrue, yPred, sampleWeight);
        return result.ToArray<float>();
    }

    /// <summary>A loss as it comes.</summary>
    public static Tensor Apply(Loss loss, Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null) => sampleWeight is null
        ? Run(s => loss.Apply(s[0], s[1]), yTrue, yPred)
        : Run(s => loss.Apply(s[0], s[1], s[2]), yTrue, yPred, sampleWeight);

    /// <summary>The derivative of a loss by the predictions.</summary>
    public static float[] Gradient(Loss loss, Tensor yTrue, Tensor yPred)
    {
        using Tensor result = Run(s => Gradients.Of(Ops.Sum(loss.Apply(s[0], s[1])), s[1])[0]!.Value, yTrue, yPred);
        return result.ToArray<float>();
    }

    /// <summary>A tensor of rows of equal length.</summary>
    public static Tensor Rows(params float[][] rows) =>
        Tensor.Create<float>(rows.SelectMany(r => r).ToArray(), [rows.Length, rows[0].Length]);

    /// <summary>Whether two lists of numbers are the same but for rounding.</summary>
    public static void Near(float[] expected, float[] actual, float tolerance = 1e-6f)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Xunit.Assert.True(MathF.Abs(expected[i] - actual[i]) <= tolerance * MathF.Max(1, MathF.Abs(expected[i])),
                $"element {i}: expected {expected[i]}, got {actual[i]}");
    }
}
