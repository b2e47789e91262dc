namespace Keras;

/// <summary>
/// Keras's activation functions with their default parameters (<c>keras.activations</c>). For other parameters write a function with the
/// one of <see cref="Ops"/>: <c>(Symbol x) => Ops.Relu(x, maxValue: 6)</c>.
/// </summary>
public static partial class Activations
{
    /// <summary>The input itself.</summary>
    public static ActivationFunction Linear { get; } = new("linear", x => x);

    /// <summary>eˣ.</summary>
    public static ActivationFunction Exponential { get; } = new("exponential", Ops.Exp);

    /// <summary>The hyperbolic tangent.</summary>
    public static ActivationFunction Tanh { get; } = new("tanh", Ops.Tanh);

    /// <summary>-1 below -1, 1 above 1, x between.</summary>
    public static ActivationFunction HardTanh { get; } = new("hard_tanh", Ops.HardTanh);

    /// <summary>ln(eˣ + 1).</summary>
    public static ActivationFunction Softplus { get; } = new("softplus", Ops.Softplus);

    /// <summary>x / (|x| + 1).</summary>
    public static ActivationFunction Softsign { get; } = new("softsign", Ops.Softsign);

    /// <summary>0 up to -1, x from 1, (x + 1)² / 4 between.</summary>
    public static ActivationFunction SparsePlus { get; } = new("sparse_plus", Ops.SparsePlus);

    /// <summary>(x + √(x² + 4)) / 2.</summary>
    public static ActivationFunction Squareplus { get; } = new("squareplus", x => Ops.Squareplus(x));

    /// <summary>x - tanh(x).</summary>
    public static ActivationFunction TanhShrink { get; } = new("tanh_shrink", Ops.TanhShrink);

    /// <summary>x where |x| is above 0.5, 0 elsewhere.</summary>
    public static ActivationFunction HardShrink { get; } = new("hard_shrink", x => Ops.HardShrink(x));

    /// <summary>x moved towards 0 by 0.5; 0 where it would pass 0.</summary>
    public static ActivationFunction SoftShrink { get; } = new("soft_shrink", x => Ops.SoftShrink(x));

    /// <summary>The activation function of a Keras name.</summary>
    /// <exception cref="UnknownNameException">There is none of that name; the message suggests the nearest.</exception>
    internal static ActivationFunction FromName(string name) => ActivationRegistry.Instance.FromName(name);
}
