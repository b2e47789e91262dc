using System.Text.Json.Nodes;
using Keras.Tests.Saving;
using TensorFlow;

namespace Keras.Tests.Contracts;

/// <summary>
/// Objects and data that the contract tests of losses, metrics, optimizers, initializers, constraints, regularizers and schedules try. An
/// object is the first of its class in <c>Fixtures/envelopes.json</c>, or one of an empty config; a class that takes other data than
/// one-hot targets and probabilities has a line in <see cref="Special"/>.
/// </summary>
internal static class Samples
{
    private const int Batch = 4, Classes = 3;

    private static readonly Dictionary<string, Func<(Tensor Targets, Tensor Predictions)>> Special = new()
    {
        ["SparseCategoricalCrossentropy"] = () => (Labels(), Probabilities()),
        ["SparseCategoricalAccuracy"] = () => (Labels(), Probabilities()),
        ["SparseTopKCategoricalAccuracy"] = () => (Labels(), Probabilities()),
        ["CategoricalGeneralizedCrossEntropy"] = () => (Labels(), Probabilities()),
        ["Circle"] = () => (Labels(), Probabilities()),
        ["IoU"] = () => (Labels(), Labels()),
        ["MeanIoU"] = () => (Labels(), Labels()),
        ["BinaryIoU"] = () => (Binary(), Scores()),
        ["AUC"] = () => (Binary(), Scores()),
        ["CTC"] = () => (Tensor.FromArray(new[,] { { 1, 2 }, { 2, 1 }, { 3, 3 }, { 1, 4 } }), Numbers([Batch, 6, 5], 5)),
    };

    /// <summary>Creates an object of a class.</summary>
    public static T Create<T>(Registry<T> registry, string group, string className, string? dtype = null)
        where T : class
    {
        JsonObject envelope = EnvelopeTests.Texts(group).Select(EnvelopeTests.Parse)
            .FirstOrDefault(e => e["class_name"]?.ToString() == className)
            ?? new JsonObject { ["class_name"] = className, ["config"] = new JsonObject() };
        if (dtype is not null)
            envelope["config"]!["dtype"] = dtype;
        try
        {
            return registry.FromJson(envelope);
        }
        catch (ConfigException e)
        {
            throw new InvalidOperationException(
                $"The class '{className}' cannot be made of an empty config ({e.Message}). "
                + "Add it to tests/Keras.Tests/Fixtures/generator/config_cases.py and make the topic "
                + "\"envelopes\" again (make_fixtures.py envelopes).",
                e);
        }
    }

    /// <summary>Targets and predictions of a class.</summary>
    public static (Tensor Targets, Tensor Predictions) Data(string className) =>
        Special.TryGetValue(className, out Func<(Tensor, Tensor)>? create) ? create() : (OneHot(), Probabilities());

    /// <summary>What to do where a loss or metric refuses the data.</summary>
    public static string Refused(string className, Exception e) =>
        $"'{className}' does not take one-hot targets [4, 3] and probabilities [4, 3] ({e.Message}). Add a line with its targets and "
        + "predictions to Samples.Special in "
        + "tests/Keras.Tests/Contracts/Samples.cs.";

    public static Tensor Numbers(Shape shape, int seed)
    {
        Random random = new(seed);
        return Tensor.Create<float>(
            [.. Enumerable.Range(0, (int)shape.ElementCount).Select(_ => (float)((random.NextDouble() * 2) - 1))], shape);
    }

    private static Tensor Labels() => Tensor.FromArray(new[] { 0, 2, 1, 2 });

    private static Tensor OneHot() => Tensor.FromArray(new float[,] { { 1, 0, 0 }, { 0, 0, 1 }, { 0, 1, 0 }, { 0, 0, 1 } });

    private static Tensor Binary() => Tensor.FromArray(new float[,] { { 1 }, { 0 }, { 0 }, { 1 } });

    private static Tensor Scores() => Tensor.FromArray(new float[,] { { 0.8f }, { 0.3f }, { 0.6f }, { 0.4f } });

    private static Tensor Probabilities()
    {
        using Tensor numbers = Numbers([Batch, Classes], 3);
        return Ops.Softmax(numbers);
    }
}
