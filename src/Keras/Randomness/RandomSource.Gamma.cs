using System.Globalization;
using TensorFlow;

namespace Keras;

/// <content>The distributions that are drawn by trials: gamma, beta and binomial.</content>
public sealed partial class RandomSource
{
    // One try in twenty fails at most.
    private const int MostTries = 64;

    /// <summary>Draws from gamma distributions of scale 1 (<c>keras.random.gamma</c>).</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="alpha">The shape parameter, above 0.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">The parameter is not above 0.</exception>
    public Symbol Gamma(Shape shape, double alpha, DType dtype = DType.Float32) =>
        Gamma(shape, Parameter(alpha, "Gamma", "an alpha", nameof(alpha)), dtype);

    /// <summary>Draws from gamma distributions of scale 1. Gradients flow to the parameter (Figurnov, Mohamed and Mnih, 2018).</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="alpha">The shape parameters, above 0, in a shape that broadcasts to <paramref name="shape"/>.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <param name="dynamicShape">The axes as a symbol (int32), where they are known only when the function runs.</param>
    public Symbol Gamma(Shape shape, Symbol alpha, DType dtype = DType.Float32, Symbol? dynamicShape = null)
    {
        (Symbol larger, Symbol power) = GammaFactors(shape, alpha, TypeFor(dtype, "Gamma"), dynamicShape);
        return (larger * RawOps.Exp(power)).Cast(dtype);
    }

    /// <summary>Draws from beta distributions (<c>keras.random.beta</c>).</summary>
    /// <param name="shape">The axes.</param>
    /// <param name="alpha">The first parameter, above 0.</param>
    /// <param name="beta">The second parameter, above 0.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
    public Symbol Beta(Shape shape, double alpha, double beta, DType dtype = DType.Float32) =>
        Beta(shape, Parameter(alpha, "Beta", "an alpha", nameof(alpha)), Parameter(beta, "Beta", "a beta", nameof(beta)), dtype);

    /// <summary>
    /// Draws from beta distributions. Gradients flow to the parameters. Small parameters give numbers too, where Keras divides 0 by 0.
    /// </summary>
    /// <param name="shape">The axes.</param>
    /// <param name="alpha">The first parameters, above 0, in a shape that broadcasts to <paramref name="shape"/>.</param>
    /// <param name="beta">The second parameters, above 0, in a shape that broadcasts.</param>
    /// <param name="dtype">A floating-point type. Default: float32.</param>
    /// <param name="dynamicShape">The axes as a symbol (int32), where they are known only when the function runs.</param>
    public Symbol Beta(Shape shape, Symbol alpha, Symbol beta, DType dtype = DType.Float32, Symbol? dynamicShape = null)
    {
        DType type = TypeFor(dtype, "Beta");
        // One gamma variate divided by the sum of both.
        Symbol first = LogGamma(shape, alpha, type, dynamicShape), second = LogGamma(shape, beta, type, dynamicShape);
        return RawOps.Sigmoid(first - second).Cast(dtype);
    }

    /// <summary>
    /// Draws from binomial distributions (<c>keras.random.binomial</c>): the number of successes. With the ordinary kernels only; XLA has
    /// none for it.
    /// </summary>
    /// <param name="shape">The axes, all known.</param>
    /// <param name="counts">The numbers of trials, in a shape that broadcasts to <paramref name="shape"/>.</param>
    /// <param name="probabilities">The probabilities of success, in [0, 1], in a shape that broadcasts.</param>
    /// <param name="dtype">The type of the numbers. Default: float32.</param>
    public Symbol Binomial(Shape shape, Symbol counts, Symbol probabilities, DType dtype = DType.Float32)
    {
        if (!shape.IsFullyKnown)
            throw new ArgumentException($"Binomial: expected a shape of known axes, got {shape}.", nameof(shape));
        DType drawn = dtype is DType.Float64 or DType.Int64 ? DType.Float64 : DType.Float32;
        (Symbol trials, Symbol chances) = (Spread(counts, shape, drawn, null), Spread(probabilities, shape, drawn, null));
        Symbol seed = DrawAll("StatelessRandomUniformFullIntV2", [2], DType.Int64, null, []);
        if (PartOf(shape) is not { } part)
            return Of(shape, trials, chances);

        // The samples of other parts get no trials, so that each sample has the numbers of its place in the batch.
        return part.Of(Of(shape[1..].Prepend(part.Samples), part.InPlace(trials), part.InPlace(chances)));

        Symbol Of(Shape all, Symbol trials, Symbol chances) => RawOps.StatelessRandomBinomial(
            AxesOf(all, key.Graph), seed, trials, chances, drawn).WithShape(all).Cast(dtype);
    }

    /// <summary>Draws logarithms of gamma variates, which do not underflow where the parameter is small.</summary>
    internal Symbol LogGamma(Shape shape, Symbol alpha, DType type = DType.Float32, Symbol? dynamicShape = null)
    {
        (Symbol larger, Symbol power) = GammaFactors(shape, alpha, type, dynamicShape);
        return RawOps.Log(larger) + power;
    }

    // Of gamma variates of alpha: those of alpha + 1, and the logarithms of the powers of uniform numbers that they are multiplied by.
    private (Symbol Larger, Symbol Power) GammaFactors(Shape shape, Symbol alpha, DType type, Symbol? dynamicShape)
    {
        Symbol parameter = Spread(alpha, shape, type, dynamicShape), above = parameter + 1, variates = Trials(shape, above, dynamicShape);
        Symbol larger = Gradients.Define(
            [above], [variates], dys => [dys[0] is { } dy ? dy * RawOps.RandomGammaGrad(above, variates) : null])[0];
        return (larger, RawOps.Log(1 - Uniform(shape, dtype: type, dynamicShape: dynamicShape)) / parameter);
    }

    // Marsaglia and Tsang, 2000, for parameters above 1: until each element has a trial that is accepted.
    private Symbol Trials(Shape shape, Symbol parameter, Symbol? dynamicShape)
    {
        DType type = parameter.DType;
        Symbol d = parameter - (1.0 / 3), c = RawOps.Rsqrt(9 * d);
        Symbol ownKey = DrawAll("StatelessRandomUniformFullIntV2", [1], DType.UInt64, null, []);
        Symbol none = RawOps.OnesLike(d).Cast(DType.Bool);
        Symbol[] initial = [d.Graph.Constant(0, DType.Int32), none, d, d, c, ownKey];
        TensorSpec[] specs = [.. initial.Select(s => new TensorSpec(s.DType, s.Shape))];
        using Function goesOn = Function.Trace("gamma_pending", specs, v => [RawOps.LogicalAnd(
            RawOps.Less(v[0], v[0].Graph.Constant(MostTries, DType.Int32)),
            RawOps.Any(v[1], v[1].Graph.Constant([.. Enumerable.Range(0, shape.Rank)])))]);
        using Function next = Function.Trace("gamma_trial", specs, v =>
        {
            RandomSource own = new(v[0], v[5], v[0].Cast(DType.UInt64).Reshape([1]));
            Symbol? axes = dynamicShape is null ? null : Ops.Shape(v[2]);
            Symbol x = own.Normal(shape, dtype: type, dynamicShape: axes), uniform = own.Uniform(shape, dtype: type, dynamicShape: axes);
            Symbol root = 1 + (v[4] * x);
            Symbol isPositive = RawOps.Greater(root, root.Number(0));
            Symbol cube = RawOps.SelectV2(isPositive, root * root * root, RawOps.OnesLike(root));
            Symbol bound = (0.5 * x * x) + v[3] - (v[3] * cube) + (v[3] * RawOps.Log(cube));
            Symbol accepted = RawOps.LogicalAnd(isPositive, RawOps.Less(RawOps.Log(1 - uniform), bound));
            Symbol value = RawOps.SelectV2(RawOps.LogicalAnd(v[1], accepted), v[3] * cube, v[2]);
            return [v[0] + 1, RawOps.LogicalAnd(v[1], RawOps.LogicalNot(accepted)), value, v[3], v[4], v[5]];
        });
        return ControlFlow.While(initial, goesOn, next)[2];
    }

    private Symbol Parameter(double value, string function, string expected, string name) => double.IsFinite(value) && value > 0
        ? key.Graph.Constant(Hyperparameter.Meant(value), DType.Float64)
        : throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{function}: expected {expected} above 0, got {value}."));

    private static DType TypeFor(DType dtype, string function) => !dtype.IsFloatingPoint
        ? throw new ArgumentException($"{function}: expected a floating-point type, got {dtype.StandardName}.", nameof(dtype))
        : dtype == DType.Float64 ? dtype : DType.Float32;

    private Symbol Spread(Symbol x, Shape shape, DType type, Symbol? dynamicShape) =>
        RawOps.BroadcastTo(x.Cast(type), dynamicShape ?? AxesOf(shape, key.Graph)).WithShape(shape);
}
