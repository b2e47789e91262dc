using TensorFlow;

namespace Keras;

/// <summary>
/// Random numbers as tensors (<c>keras.random</c>); <see cref="RandomSource"/> has the same inside functions. With a seed, each call gives
/// the same numbers; without one, each gives others, which follow from <see cref="Runtime.Seed"/>.
/// </summary>
/// <example>
/// <code>
/// using Tensor noise = RandomTensors.Normal([16, 64], seed: 1);
/// using Tensor rolls = RandomTensors.RandInt([100], 1, 7);
/// </code>
/// </example>
public static class RandomTensors
{
    /// <summary>Draws from a uniform distribution over [<paramref name="minimum"/>, <paramref name="maximum"/>).</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="minimum">The lower end. Default: 0.</param>
    /// <param name="maximum">The upper end, excluded. Default: 1.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    public static Tensor Uniform(Shape shape, double minimum = 0, double maximum = 1, DType dtype = DType.Float32, long? seed = null) =>
        Draw("random_uniform", [shape, minimum, maximum, dtype], seed, [], (source, _) => source.Uniform(shape, minimum, maximum, dtype));

    /// <summary>Draws from a normal distribution.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="mean">The mean. Default: 0.</param>
    /// <param name="standardDeviation">The standard deviation. Default: 1.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    public static Tensor Normal(
        Shape shape, double mean = 0, double standardDeviation = 1, DType dtype = DType.Float32, long? seed = null) =>
        Draw("random_normal", [shape, mean, standardDeviation, dtype], seed, [],
            (source, _) => source.Normal(shape, mean, standardDeviation, dtype));

    /// <summary>Draws from a normal distribution truncated at two standard deviations from the mean.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="mean">The mean. Default: 0.</param>
    /// <param name="standardDeviation">The standard deviation before cutting. Default: 1.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    public static Tensor TruncatedNormal(
        Shape shape, double mean = 0, double standardDeviation = 1, DType dtype = DType.Float32, long? seed = null) =>
        Draw("random_truncated_normal", [shape, mean, standardDeviation, dtype], seed, [],
            (source, _) => source.TruncatedNormal(shape, mean, standardDeviation, dtype));

    /// <summary>Draws integers from a uniform distribution.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="minimum">The lower end.</param>
    /// <param name="maximum">The upper end, excluded.</param>
    /// <param name="dtype">The type of the numbers. Default: int32.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    /// <exception cref="ArgumentException">The upper end is not above the lower one, or the type cannot hold the numbers.</exception>
    public static Tensor RandInt(Shape shape, long minimum, long maximum, DType dtype = DType.Int32, long? seed = null) =>
        Draw("random_int", [shape, minimum, maximum, dtype], seed, [], (source, _) => source.RandInt(shape, minimum, maximum, dtype));

    /// <summary>Draws classes by their logits.</summary>
    /// <param name="logits">The logarithms of the probabilities, which need not add up to 1: <c>[batch, classes]</c>.</param>
    /// <param name="samples">The number of classes to draw from each row. Default: 1.</param>
    /// <param name="dtype">The type of the class indices. Default: int64.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    /// <returns>Class indices: <c>[batch, samples]</c>.</returns>
    /// <exception cref="ShapeException">The logits have not two axes.</exception>
    public static Tensor Categorical(Tensor logits, int samples = 1, DType dtype = DType.Int64, long? seed = null) =>
        Draw("random_categorical", [samples, dtype], seed, [logits], (source, x) => source.Categorical(x[0], samples, dtype));

    /// <summary>Draws from gamma distributions of scale 1.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="alpha">The shape parameter, above 0.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The parameter is not above 0.</exception>
    public static Tensor Gamma(Shape shape, double alpha, DType dtype = DType.Float32, long? seed = null) =>
        Draw("random_gamma", [shape, alpha, dtype], seed, [], (source, _) => source.Gamma(shape, alpha, dtype));

    /// <summary>Draws from beta distributions.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="alpha">The first parameter, above 0.</param>
    /// <param name="beta">The second parameter, above 0.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
    public static Tensor Beta(Shape shape, double alpha, double beta, DType dtype = DType.Float32, long? seed = null) =>
        Draw("random_beta", [shape, alpha, beta, dtype], seed, [], (source, _) => source.Beta(shape, alpha, beta, dtype));

    /// <summary>Draws from binomial distributions: the number of successes.</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="counts">The numbers of trials, in a shape that broadcasts to <paramref name="shape"/>.</param>
    /// <param name="probabilities">The probabilities of success, in [0, 1], in a shape that broadcasts.</param>
    /// <param name="dtype">The type of the numbers. Default: float32.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    public static Tensor Binomial(Shape shape, Tensor counts, Tensor probabilities, DType dtype = DType.Float32, long? seed = null) =>
        Draw("random_binomial", [shape, dtype], seed, [counts, probabilities],
            (source, x) => source.Binomial(shape, x[0], x[1], dtype));

    /// <summary>Puts the slices along an axis into a random order.</summary>
    /// <param name="x">Any tensor of an axis or more.</param>
    /// <param name="axis">The axis. Default: 0.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Shuffle(Tensor x, int axis = 0, long? seed = null) =>
        Draw("random_shuffle", [axis], seed, [x], (source, inputs) => source.Shuffle(inputs[0], axis));

    /// <summary>
    /// Sets elements to 0 at random with the given rate and scales the others so that the expected sum is unchanged.
    /// </summary>
    /// <param name="x">Any tensor of floating-point numbers.</param>
    /// <param name="rate">The dropout rate, in [0, 1].</param>
    /// <param name="noiseShape">The shape that is drawn: 1 for an axis that is dropped together, -1 for the tensor's length. Default: null,
    /// the tensor's shape.</param>
    /// <param name="seed">The seed. Default: null, another one at each call.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1].</exception>
    /// <exception cref="ShapeException">The noise shape has another number of axes.</exception>
    public static Tensor Dropout(Tensor x, double rate, Shape? noiseShape = null, long? seed = null) =>
        Draw("random_dropout", [rate, noiseShape], seed, [x], (source, inputs) => source.Dropout(inputs[0], rate, noiseShape));

    private static Tensor Draw(string name, ReadOnlySpan<object?> arguments, long? seed, ReadOnlySpan<Tensor> inputs,
        Func<RandomSource, Symbol[], Symbol> body)
    {
        using EagerCall call = new(name);
        foreach (object? argument in arguments)
            call.Argument(argument);
        using Tensor state = Tensor.Create<long>([seed ?? RandomSeeds.Next(), 0]);
        int at = call.Input(state);
        Range range = call.Inputs(inputs);
        return call.Run(symbols => [body(new RandomSource(symbols[at]), symbols[range])])[0];
    }
}
