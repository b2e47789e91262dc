using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <content>Window functions of signal processing, symmetric, as float32 lists.</content>
public static partial class Ops
{
    /// <summary>The Bartlett window, a triangle: <c>1 - |2n / (N - 1) - 1|</c>.</summary>
    /// <param name="x">The number of points N.</param>
    public static Symbol Bartlett(int x) => Window(x, (n, last) => 1 - Math.Abs((2 * n / last) - 1));

    /// <summary>The Blackman window: <c>0.42 - 0.5 cos(2πn / (N - 1)) + 0.08 cos(4πn / (N - 1))</c>.</summary>
    /// <param name="x">The number of points N.</param>
    public static Symbol Blackman(int x) =>
        Window(x, (n, last) => 0.42 - (0.5 * Math.Cos(2 * Math.PI * n / last)) + (0.08 * Math.Cos(4 * Math.PI * n / last)));

    /// <summary>The Hamming window: <c>0.54 - 0.46 cos(2πn / (N - 1))</c>.</summary>
    /// <param name="x">The number of points N.</param>
    public static Symbol Hamming(int x) => Window(x, (n, last) => 0.54 - (0.46 * Math.Cos(2 * Math.PI * n / last)));

    /// <summary>The Hann window: <c>0.5 - 0.5 cos(2πn / (N - 1))</c>.</summary>
    /// <param name="x">The number of points N.</param>
    public static Symbol Hanning(int x) => Window(x, (n, last) => 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / last)));

    /// <summary>The Kaiser window: <c>I₀(β √(1 - (2n / (N - 1) - 1)²)) / I₀(β)</c>.</summary>
    /// <param name="x">The number of points N.</param>
    /// <param name="beta">The shape β.</param>
    public static Symbol Kaiser(int x, double beta)
    {
        double meant = Hyperparameter.Meant(beta);
        return Window(x, (n, last) => Bessel(meant * Math.Sqrt(Math.Max(0, 1 - Math.Pow((2 * n / last) - 1, 2)))) / Bessel(meant));
    }

    private static Symbol Window(int points, Func<double, double, double> value, [CallerMemberName] string name = "")
    {
        Required.AtLeast(name, 0, points, "x");
        return Array(WindowValues(points, points - 1, value));
    }

    private static float[] WindowValues(int points, double last, Func<double, double, double> value) =>
        points == 1 ? [1] : [.. Enumerable.Range(0, points).Select(n => (float)value(n, last))];

    // The modified Bessel function of order 0 as its power series, which converges for all x.
    private static double Bessel(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
