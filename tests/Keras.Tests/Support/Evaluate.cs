using Keras.Weights;
using TensorFlow;

namespace Keras.Tests.Support;

/// <summary>Runs what writes symbols on numbers.</summary>
internal static class Evaluate
{
    /// <summary>The value of a function of one tensor.</summary>
    public static Tensor On(Tensor x, Func<Symbol, Symbol> function) => On([x], symbols => function(symbols[0]));

    /// <summary>The value of a function of tensors.</summary>
    public static Tensor On(IReadOnlyList<Tensor> inputs, Func<Symbol[], Symbol> function)
    {
        TensorSpec[] specs = [.. inputs.Select(x => new TensorSpec(x.DType, x.Shape))];
        using StatefulFunction traced = StatefulFunction.Trace("test", specs, symbols => [function(symbols)]);
        return traced.Run(inputs)[0];
    }

    /// <summary>The value of a function of a list of numbers.</summary>
    public static float[] On(float[] x, Func<Symbol, Symbol> function)
    {
        using Tensor input = Tensor.Create<float>(x);
        using Tensor output = On(input, function);
        return output.ToArray<float>();
    }

    /// <summary>The value of a function of a matrix, row by row.</summary>
    public static float[] On(float[,] x, Func<Symbol, Symbol> function)
    {
        using Tensor input = Tensor.FromArray(x);
        using Tensor output = On(input, function);
        return output.ToArray<float>();
    }

    /// <summary>The derivative of the sum of a function's values by its input.</summary>
    public static float[] Gradient(float[] x, Func<Symbol, Symbol> function) =>
        On(x, symbol => Gradients.Of(Ops.Sum(function(symbol)), symbol)[0] ?? throw new InvalidOperationException("There is no gradient."));
}
