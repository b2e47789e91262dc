using Xunit;

namespace TensorFlow.Tests.Tensors;

public sealed class StringTests : NativeTest
{
    private static readonly string[] Texts = ["", "a", "naïve café 数", new('x', 5000), "nul\0inside", "🧮"];

    [Fact]
    public void Strings_of_any_length_come_back()
    {
        using Tensor tensor = Tensor.CreateStrings(Texts, [2, 3]);
        Assert.Equal(DType.String, tensor.DType);
        Assert.Equal(Texts, tensor.ToStrings());
        using Tensor array = Tensor.FromArray(Texts);
        Assert.Equal([6], array.Shape);
        Assert.Equal(Texts, array.ToStrings());
    }

    [Fact]
    public void Strings_pass_through_the_runtime()
    {
        using Tensor tensor = Tensor.CreateStrings(Texts, [6]);
        using Function function =
            Function.Trace("strings", [TensorSpec.Of(tensor)], inputs => [RawOps.StringLength(inputs[0]), RawOps.Identity(inputs[0])]);
        using DeviceTensor device = DeviceTensor.From(tensor);
        DeviceTensor[] results = function.Invoke(device);
        using Tensor lengths = results[0].ToTensor();
        using Tensor same = results[1].ToTensor();
        foreach (DeviceTensor result in results)
            result.Dispose();
        Assert.Equal([0, 1, 16, 5000, 10, 4], lengths.ToArray<int>());
        Assert.Equal(Texts, same.ToStrings());
    }

    [Fact]
    public void Strings_can_be_constants()
    {
        using Tensor tensor = Tensor.CreateStrings(Texts, [6]);
        using Function function = Function.Trace("texts", [], _ => [Graph.Current.Constant(tensor)]);
        using Tensor read = Evaluate.One(function);
        Assert.Equal(Texts, read.ToStrings());
    }

    [Fact]
    public void None_at_all_is_a_tensor()
    {
        using Tensor tensor = Tensor.CreateStrings([], [0]);
        Assert.Empty(tensor.ToStrings());
    }

    [Fact]
    public void Misuse_is_told()
    {
        using Tensor tensor = Tensor.CreateStrings(["a"], [1]);
        using Tensor number = Tensor.Scalar(1f);
        Assert.Contains("at 1 is null", Assert.Throws<ArgumentException>(() => Tensor.CreateStrings(["a", null!], [2])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Tensor.CreateStrings(["a"], [2]));
        Assert.Contains("ToStrings", Assert.Throws<InvalidOperationException>(() => tensor.AsBytes()[0]).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => tensor.AsSpan<byte>()[0]);
        Assert.Throws<InvalidOperationException>(number.ToStrings);
    }
}
