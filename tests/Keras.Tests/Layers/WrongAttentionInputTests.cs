using Keras.Layers;
using TensorFlow;
using Xunit;

namespace Keras.Tests;

/// <summary>Wrong shapes and arguments of attention, embedding, einsum and normalization layers: one sentence that names the layer, what
/// was received and what was expected.</summary>
public sealed class WrongAttentionInputTests
{
    private static Input Sequence => new([5, 8]);

    public static TheoryData<string, Action, string> Wrong => new()
    {
        { "a mask of other steps", () => new MultiHeadAttention(2, 4) { Name = "a" }
            .Apply(Sequence, Sequence, attentionMask: new Input([4, 5])), "MultiHeadAttention 'a'" },
        { "a mask of too many axes", () => new MultiHeadAttention(2, 4) { Name = "a" }
            .Apply(Sequence, Sequence, attentionMask: new Input([2, 2, 5, 5])), "[batch, …, targets, sources]" },
        { "a mask of too few axes", () => new GroupQueryAttention(4, 4, 2) { Name = "a" }
            .Apply(Sequence, Sequence, attentionMask: new Input(Shape.Scalar)), "GroupQueryAttention 'a'" },
        { "a query mask of other steps", () => new MultiHeadAttention(2, 4) { Name = "a" }
            .Apply(Sequence, Sequence, queryMask: new Input([4])), "query's mask" },
        { "a value mask of other steps", () => new Attention { Name = "a" }
            .Apply(Sequence, Sequence, valueMask: new Input([4])), "value's mask" },
        { "a value alone", () => new MultiHeadAttention(2, 4) { Name = "a" }.Apply(Sequence), "Apply(query, value)" },
        {
            "a value of other features for grouped queries",
            () => new GroupQueryAttention(4, 4, 2) { Name = "a" }.Apply(Sequence, new Input([5, 7])),
            "GroupQueryAttention 'a': expected query and value with as many features, got [?, 5, 8] and [?, 5, 7]"
        },
        { "keys of other steps", () => new MultiHeadAttention(2, 4) { Name = "a" }
            .Apply(Sequence, Sequence, key: new Input([4, 8])), "value and key" },
        { "a query of another number of axes", () => new MultiHeadAttention(2, 4) { Name = "a" }
            .Apply(new Input([2, 5, 8]), Sequence), "as many axes" },
        { "no time axis", () => new MultiHeadAttention(2, 4) { Name = "a" }.Apply(new Input([8]), new Input([8])), "at least 3 axes" },
        { "attention along the batch axis", () => new MultiHeadAttention(2, 4) { Name = "a", AttentionAxes = 0 }
            .Apply(Sequence, Sequence), "attention axes" },
        { "heads that do not divide", () => _ = new GroupQueryAttention(4, 4, 3), "got 4 and 3" },
        { "no heads", () => _ = new MultiHeadAttention(0, 4), "at least 1 head" },
        { "no size of heads", () => _ = new MultiHeadAttention(2, 0), "keyDim" },
        { "a dropout above 1", () => _ = new MultiHeadAttention(2, 4, dropout: 1.5), "[0, 1]" },
        { "no window", () => _ = new MultiHeadAttention(2, 4) { SlidingWindow = 0 }, "at least 1 position" },
        { "flash attention", () => _ = new MultiHeadAttention(2, 4) { FlashAttention = true }, "no flash attention" },
        { "an unknown score mode", () => _ = new Attention(scoreMode: "cosine"), "'cosine'" },
        { "one input of attention", () => new Attention { Name = "a" }.Apply((KerasTensor)Sequence), "query and value" },
        { "features that differ", () => new Attention { Name = "a" }.Apply(Sequence, new Input([5, 7])), "as many features" },
        { "a masked query of other steps", () => new AdditiveAttention { Name = "a" }
            .Apply(Sequence, Sequence, queryMask: new Input([6])), "query's mask" },
        { "no equation", () => _ = new EinsumDense("abc", 3), "ab,bc->ac" },
        { "an equation of three operands", () => _ = new EinsumDense("ab,bc,cd->ad", 3), "ab,bc,cd->ad" },
        { "an input of too few axes", () => new EinsumDense("abcd,de->abce", [2, 2, 3]) { Name = "e" }.Apply(Sequence), "4 axes (abcd)" },
        { "an output shape that contradicts the input", () => new EinsumDense("abc,cd->abd", [4, 3]) { Name = "e" }
            .Apply(Sequence), "the axis 'b'" },
        { "an output shape of too few axes", () => new EinsumDense("abc,cde->abde", [5, 3]) { Name = "e" }
            .Apply(Sequence), "output shape" },
        { "a kernel axis of nothing", () => new EinsumDense("abc,cdx->abd", [5, 3]) { Name = "e" }.Apply(Sequence), "'x'" },
        { "an output axis of nothing", () => new EinsumDense("abc,cd->abdz", [5, 3, 2]) { Name = "e" }.Apply(Sequence), "'z'" },
        { "a bias along no axis of the output", () => new EinsumDense("abc,cd->abd", [5, 3], biasAxes: "c") { Name = "e" }
            .Apply(Sequence), "axes of the bias" },
        { "an empty table", () => _ = new Embedding(0, 4), "inputDim" },
        { "empty vectors", () => _ = new Embedding(4, 0), "outputDim" },
        { "vectors of another length", () => new ReversibleEmbedding(4, 3) { Name = "r" }.ApplyReverse(Sequence), "last axis of 3" },
        { "channels that groups do not divide", () => new GroupNormalization(3) { Name = "g" }.Apply(Sequence), "that 3 groups divide" },
        { "more groups than channels", () => new GroupNormalization { Name = "g" }.Apply(Sequence), "32 groups" },
        { "no groups", () => _ = new GroupNormalization(0), "groups" },
        { "groups along the batch axis", () => new GroupNormalization(1, 0) { Name = "g" }.Apply(Sequence), "behind the batch axis" },
        { "an axis that is not there", () => new LayerNormalization(3) { Name = "n" }.Apply(Sequence), "got axis 3" },
        { "an axis twice", () => new LayerNormalization([-1, 2]) { Name = "n" }.Apply(Sequence), "each axis once" },
        { "an axis of unknown length", () => new RMSNormalization(1) { Name = "n" }.Apply(new Input([-1, 8])), "known lengths" },
        { "an axis that a unit norm has not", () => new UnitNormalization(5) { Name = "n" }.Apply(Sequence), "got axis 5" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_input_is_told_in_one_sentence(string what, Action act, string part)
    {
        Exception error = Assert.ThrowsAny<Exception>(act);
        Assert.True(error is ArgumentException or ShapeException or NotSupportedException, $"{what}: got {error}");
        // .NET adds the value to some messages, on a line of its own.
        Assert.Contains(part, error.Message.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Python_functions_and_wrapped_Python_objects_are_refused_by_name()
    {
        foreach (string name in new[] { "FlaxLayer", "JaxLayer", "TorchModuleWrapper" })
        {
            ConfigException error = Assert.Throws<ConfigException>(() => LayerRegistry.Instance.FromConfig(name, new Config()));
            Assert.Contains($"'{name}' wraps a Python object", error.Message, StringComparison.Ordinal);
        }

        System.Text.Json.Nodes.JsonObject lambda =
            new() { ["class_name"] = "__lambda__", ["config"] = new System.Text.Json.Nodes.JsonObject { ["code"] = "4wEA" } };
        Config config = new Config().SetNode("function", lambda);
        Assert.Contains("Python code", Assert.Throws<ConfigException>(() => LayerRegistry.Instance.FromConfig("Lambda", config)).Message,
            StringComparison.Ordinal);
    }
}
