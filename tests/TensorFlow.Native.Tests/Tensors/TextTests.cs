using System.Text.Json.Nodes;
using Xunit;

namespace TensorFlow.Tests.Tensors;

/// <summary>Tensors show their elements as NumPy does (Fixtures/make_array_text.py).</summary>
public sealed class TextTests : NativeTest
{
    [Fact]
    public void Elements_are_printed_letter_for_letter_as_numpy_prints_them()
    {
        JsonArray cases = (JsonArray)JsonNode.Parse(File.ReadAllText("Tensors/Fixtures/array_text.json"))!;
        Assert.NotEmpty(cases);
        foreach (JsonNode? node in cases)
        {
            using Tensor tensor = Read(node!);
            Assert.Equal((string)node!["text"]!, TensorText.Elements(tensor));
        }
    }

    [Fact]
    public void Type_and_shape_come_first()
    {
        using Tensor matrix = Tensor.FromArray(new[,] { { 1f, 2.5f }, { 3f, 4f } });
        using Tensor row = Tensor.FromArray(new[] { 1L, -2L });
        using Tensor one = Tensor.Scalar(3f);
        Assert.Equal("float32 [2, 2]:\n[[1.  2.5]\n [3.  4. ]]", matrix.ToString());
        Assert.Equal("int64 [2]: [ 1 -2]", row.ToString());
        Assert.Equal("float32 []: 3.0", one.ToString());
    }

    [Fact]
    public void Brain_floats_show_the_digits_that_tell_them()
    {
        using Tensor tensor = Tensor.FromArray(new[] { (BFloat16)0.1f, (BFloat16)3f });
        Assert.Equal("bfloat16 [2]: [0.1 3. ]", tensor.ToString());
    }

    [Fact]
    public void Large_tensors_are_short_and_disposed_ones_do_not_throw()
    {
        Tensor tensor = Tensor.Zeros(DType.Float32, [1000, 1000]);
        Assert.InRange(tensor.ToString().Length, 50, 500);
        Assert.InRange(TensorText.OneLine(tensor).Length, 50, 110);
        tensor.Dispose();
        Assert.Equal("float32 [1000, 1000] (disposed)", tensor.ToString());
    }

    private static Tensor Read(JsonNode node)
    {
        Shape shape = Shape.Create([.. ((JsonArray)node["shape"]!).Select(d => (long)d!)]);
        if (node["strings"] is JsonArray strings)
            return Tensor.CreateStrings([.. strings.Select(s => (string)s!)], shape);
        byte[] bytes = Convert.FromBase64String((string)node["bytes"]!);
        using TensorBuilder builder = new(DTypes.Parse((string)node["dtype"]!), shape);
        Tensor tensor = builder.ToTensor();
        bytes.CopyTo(tensor.MutableBytes());
        return tensor;
    }
}
