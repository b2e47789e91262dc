using System.Globalization;

namespace Keras.Layers;

/// <summary>The numbers that a factor of a random layer may have: from a lower bound, which may be excluded, to an upper one.</summary>
internal readonly record struct FactorBounds(double Lower, double Upper, bool ExcludesLower = false)
{
    public static readonly FactorBounds Signed = new(-1, 1);
    public static readonly FactorBounds Unit = new(0, 1);

    public bool Allows(double value) => (ExcludesLower ? value > Lower : value >= Lower) && value <= Upper;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(ExcludesLower ? '(' : '[')}{Lower}, {Upper}]");
}
