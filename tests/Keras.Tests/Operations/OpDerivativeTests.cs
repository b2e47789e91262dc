using System.Text.Json;
using Keras.Operations;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>
/// The derivatives of first and second order of every function are those that TensorFlow's tapes take of the real Keras's
/// (<c>Fixtures/op_gradients.json</c>), at ties, edges, infinities and NaN, too.
/// </summary>
public sealed class OpDerivativeTests
{
    // Cases whose derivatives are others here, and why.
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["sinc"] = "Keras's derivatives at 0 are NaN; here 0 and -π²/3",
        ["ctc_loss"] = "Keras's second derivative is NaN",
        ["ctc_decode"] = "picks labels, which have no derivative",
        ["image.affine_transform"] = "TensorFlow's gradient turns the images back, which is not the transposed transform",
        ["image.perspective_transform"] = "as of affine_transform",
        ["image.scale_and_translate"] = "a linear kernel has an edge at samples of the case, where rounding decides",
    };

    // Functions whose second derivatives are others here, and why; central differences prove them.
    private static readonly Dictionary<string, string> OtherwiseSecond = new()
    {
        ["moments"] = "TensorFlow stops the gradient of the mean inside of the variance, which is right in the first order only",
        ["layer_normalization"] = "as of moments",
        ["categorical_crossentropy"] = "TensorFlow's has no share of the labels",
    };

    private static readonly Fixture Recorded = Fixture.Load("op_gradients");
    private static readonly JsonElement[] Cases = [.. OpFixture.Root.GetProperty("cases").EnumerateArray()];

    private static readonly ILookup<string, JsonElement> Records =
        Recorded.Cases("records").ToLookup(r => Case(r).GetProperty("op").GetString()!);

    public static TheoryData<string> Functions => [.. Records.Select(g => g.Key).Where(f => !Otherwise.ContainsKey(f))];

    [Theory]
    [MemberData(nameof(Functions))]
    public void By_kernels(string function) => Replay(Records[function], compile: false);

    // XLA takes long: one case of each function.
    [Theory]
    [MemberData(nameof(Functions))]
    public void By_XLA(string function) => Replay(Records[function].Where(r => Compilable.IsCompilable(Case(r))).Take(1), compile: true);

    private static JsonElement Case(JsonElement record) => Cases[record.GetProperty("case").GetInt32()];

    private static void Replay(IEnumerable<JsonElement> records, bool compile)
    {
        List<string> differences = [];
        foreach (OpDerivatives derivatives in records.Select(r => new OpDerivatives(Case(r), r)))
        {
            bool onlyFirst = OtherwiseSecond.ContainsKey(derivatives.Op);
            using Function function = derivatives.Trace(compile);
            Tensor[] computed = EagerFunctions.Run(function, derivatives.Inputs);
            for (int i = 0; i < computed.Length; i++)
            {
                (string name, JsonElement reference) = derivatives.Expected[i];
                using Tensor expected = OpFixture.Tensor(Recorded, reference);
                if ((!onlyFirst || name.StartsWith("first", StringComparison.Ordinal))
                    && OpComparison.Difference(expected, computed[i], Tolerance(expected.DType)) is { } difference)
                    differences.Add($"{derivatives}: {name}: {difference}");
                computed[i].Dispose();
            }

            derivatives.Dispose();
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static double Tolerance(DType type) => type switch
    {
        DType.BFloat16 => 5e-2,
        DType.Float16 => 1e-2,
        DType.Float64 => 1e-9,
        _ => 2e-5,
    };
}
