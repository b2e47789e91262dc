using System.Globalization;
using System.Text.Json.Nodes;

namespace Keras.Layers;

/// <summary>
/// The strength of a random change: one number, which a layer takes for both directions, or the two ends of a range: <c>0.2</c>, <c>(-0.1,
/// 0.3)</c>.
/// </summary>
public readonly record struct RandomFactor
{
    private readonly double first;
    private readonly double second;

    private RandomFactor(double first, double second, bool isRange) =>
        (this.first, this.second, IsRange) = (Hyperparameter.Meant(first), Hyperparameter.Meant(second), isRange);

    /// <summary>Whether two ends were given.</summary>
    public bool IsRange { get; }

    /// <summary>A strength that a layer takes for both directions.</summary>
    /// <param name="factor">The number.</param>
    public static implicit operator RandomFactor(double factor) => new(factor, factor, false);

    /// <summary>A range, its ends in any order.</summary>
    /// <param name="range">The ends.</param>
    public static implicit operator RandomFactor((double First, double Second) range) => new(range.First, range.Second, true);

    /// <summary>The number, or the ends: <c>0.2</c>, <c>(-0.1, 0.3)</c>.</summary>
    public override string ToString() => IsRange
        ? string.Create(CultureInfo.InvariantCulture, $"({first}, {second})")
        : first.ToString(CultureInfo.InvariantCulture);

    /// <summary>The ends: from minus the number to the number, or as given, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end is not in the bounds, or no number.</exception>
    internal (double Lower, double Upper) Mirrored(FactorBounds bounds, string parameter, string owner)
    {
        Require(bounds.Allows(first) && bounds.Allows(second), bounds, parameter, owner);
        double size = Math.Abs(first);
        return IsRange ? Ordered : (-size, size);
    }

    /// <summary>The ends: from minus the number, but not below the bounds, to the number, or as given, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range has nothing in common with the bounds, or an end is no number.</exception>
    internal FactorRange Clamped(FactorBounds bounds, string parameter, string owner)
    {
        (double lower, double upper) = Ordered;
        Require(IsRange ? first <= bounds.Upper && second >= bounds.Lower : bounds.Allows(first), bounds, parameter, owner);
        double size = Math.Abs(first);
        return IsRange ? new(lower, upper, false) : bounds.Lower > -size ? new(bounds.Lower, size, true) : new(-size, size, false);
    }

    /// <summary>The ends: from 0 to the number, or as given, in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end is not in the bounds, or no number.</exception>
    internal FactorRange FromZero(FactorBounds bounds, string parameter, string owner)
    {
        Require(bounds.Allows(first) && bounds.Allows(second), bounds, parameter, owner);
        return IsRange ? new(Ordered.Lower, Ordered.Upper, false) : new(0, first, true);
    }

    /// <summary>The number whose mirrored range this is; the factor itself where it is another range.</summary>
    internal RandomFactor WithoutMirror() => IsRange && first == -second ? second : this;

    /// <summary>The argument of a config; null where it is null or missing.</summary>
    /// <exception cref="ConfigException">The argument is of another type, or a list of another length.</exception>
    internal static RandomFactor? Read(Config config, string key) => config.GetNumbers(key) switch
    {
        null => null,
        [double one] when config.GetNode(key) is not JsonArray => one,
        [double low, double high] => (low, high),
        _ => throw new ConfigException($"Argument '{key}': expected a number or two, got {config.GetNode(key)!.ToJsonString()}."),
    };

    /// <summary>The form in which it was given.</summary>
    internal JsonNode ToJson() => IsRange ? new JsonArray(PythonFloat.Node(first), PythonFloat.Node(second)) : PythonFloat.Node(first);

    private (double Lower, double Upper) Ordered => (Math.Min(first, second), Math.Max(first, second));

    private void Require(bool condition, FactorBounds bounds, string parameter, string owner)
    {
        if (!condition || !double.IsFinite(first) || !double.IsFinite(second))
            throw new ArgumentOutOfRangeException(
                parameter, this, $"{owner}: expected one number or two in {bounds} as {parameter}, got {this}.");
    }
}
