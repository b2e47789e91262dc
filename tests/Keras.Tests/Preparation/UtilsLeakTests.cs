using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preparation;

/// <summary>The functions of <c>Utils</c> leave nothing native behind, also where they fail.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class UtilsLeakTests
{
    [Fact]
    public void Sequences_and_arrays_leave_nothing() => NativeLeaks.AssertNone(() =>
    {
        using Tensor padded = Keras.Utils.PadSequences(new int[][] { [1], [2, 3] });
        Assert.Throws<OverflowException>(() => Keras.Utils.PadSequences(new long[][] { [1], [1L << 40] }));
        using Tensor normalized = Keras.Utils.Normalize(padded), rows = Keras.Utils.ToCategorical(padded);
        Assert.Throws<ArgumentOutOfRangeException>(() => Keras.Utils.ToCategorical(padded, 2));
    });

    [Fact]
    public void Images_leave_nothing() => NativeLeaks.AssertNone(() =>
    {
        byte[] contents = ImageFileTests.Contents("rgb.png");
        using Tensor image = Keras.Utils.DecodeImage(contents, "rgba", (5, 6), "bicubic");
        Assert.Throws<InvalidDataException>(() => Keras.Utils.DecodeImage(contents.AsSpan(0, 40)));
        Assert.NotEmpty(Keras.Utils.EncodeImage(image, "jpeg"));
    });
}
