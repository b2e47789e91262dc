using System.Globalization;
using TensorFlow;

namespace Keras.Conformance;

/// <summary>What of the results of a case differs from the recorded ones.</summary>
internal sealed class Comparison(Tolerance tolerance)
{
    private readonly List<string> differences = [];

    public IReadOnlyList<string> Differences => differences;

    /// <summary>The largest difference of two numbers, whether allowed or not; NaN where a number has none.</summary>
    public double LargestError { get; private set; }

    /// <summary>The tolerance that holds from now on.</summary>
    public Tolerance Tolerance { get; set; } = tolerance;

    /// <summary>Notes a difference that is not one of numbers.</summary>
    public void Require(bool same, FormattableString difference)
    {
        if (!same)
            differences.Add(FormattableString.Invariant(difference));
    }

    /// <summary>Compares a tensor with what is expected: a tensor, or a plain value, of which only the value counts.</summary>
    public void Tensor(string what, Structure want, Tensor? got)
    {
        if (want.IsNull || got is null)
        {
            Require(want.IsNull && got is null,
                $"{what}: expected {(want.IsNull ? "nothing" : want.Tensor)}, got {(object?)got ?? "nothing"}");
            return;
        }

        Tensor expected = want.Tensor;
        if (want is TensorValue && expected.DType != got.DType)
            Require(false, $"{what}: expected {expected}, got {got}");
        else if (expected.Shape != got.Shape)
            Require(false, $"{what}: expected {expected}, got {got}");
        else if (expected.DType == DType.String)
            Require(expected.ToStrings().SequenceEqual(got.ToStrings()), $"{what}: other strings");
        else
            Elements(what, expected, got, exact: want is TensorValue && !expected.DType.IsFloatingPoint);
    }

    private void Elements(string what, Tensor expected, Tensor got, bool exact)
    {
        if (exact && expected.AsBytes().SequenceEqual(got.AsBytes()))
            return;
        double[] wanted = Doubles(expected), gotten = Doubles(got);
        int worst = -1;
        double largest = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            bool same = wanted[i].Equals(gotten[i]) || wanted[i] == gotten[i];
            double error = same ? 0 : Math.Abs(gotten[i] - wanted[i]);
            if (!(error <= LargestError))
                LargestError = error;
            if (!(exact ? same : Tolerance.Allows(wanted[i], gotten[i])) && (worst < 0 || !(error <= largest)))
                (worst, largest) = (i, error);
        }

        if (worst >= 0)
            differences.Add(string.Create(CultureInfo.InvariantCulture,
                $"{what}[{worst}]: expected {wanted[worst]:R}, got {gotten[worst]:R}"));
        else if (exact)
            differences.Add($"{what}: integers differ beyond double precision");
    }

    private static double[] Doubles(Tensor tensor)
    {
        using Tensor converted = tensor.Cast(DType.Float64);
        return converted.ToArray<double>();
    }
}
