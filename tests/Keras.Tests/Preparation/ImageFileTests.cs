using System.Text.Json;
using Keras.Tests.Preprocessing;
using Keras.Tests.Support;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preparation;

/// <summary>Images are loaded and saved as <c>keras.utils</c> does, which uses Pillow (<c>make_utils.py</c>).</summary>
public sealed class ImageFileTests
{
    private static readonly Fixture Fixture = Fixture.Load("utils/utils");

    public static TheoryData<string> Loaded => [.. Fixture.Cases("loaded").Select(c => c.GetProperty("name").GetString()!)];

    public static TheoryData<string> Drawn => [.. Fixture.Cases("drawn").Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Loaded))]
    public void An_image_has_the_pixels_that_Keras_loads(string name)
    {
        JsonElement one = Fixture.Cases("loaded").Single(c => c.GetProperty("name").GetString() == name);
        JsonElement arguments = one.GetProperty("arguments");
        (int, int)? size =
            arguments.TryGetProperty("target_size", out JsonElement given) ? (given[0].GetInt32(), given[1].GetInt32()) : null;
        using Tensor image = Keras.Utils.DecodeImage(
            Contents(one.GetProperty("file").GetString()!), Text(arguments, "color_mode", "rgb"), size,
            Text(arguments, "interpolation", "nearest"), arguments.TryGetProperty("keep_aspect_ratio", out _));
        using Tensor expected = PreparedCase.Array(Fixture, one.GetProperty("outputs"));
        Assert.Equal(expected.Shape, image.Shape);
        Assert.Equal(image.Shape[2] == 1 && name.StartsWith("wide", StringComparison.Ordinal) ? DType.UInt16 : DType.UInt8, image.DType);
        // Lossy formats may be decoded by another version of their library, which rounds otherwise.
        int tolerance = name.Contains(".jpg", StringComparison.Ordinal) || name.StartsWith("lossy", StringComparison.Ordinal) ? 1 : 0;
        int[] wanted = expected.ToArray<int>(), got = image.ToArray<int>();
        Assert.InRange(wanted.Zip(got).Max(p => Math.Abs(p.First - p.Second)), 0, tolerance);
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void An_array_becomes_the_image_that_Keras_makes_of_it_and_comes_back_from_a_file(string name)
    {
        JsonElement one = Fixture.Cases("drawn").Single(c => c.GetProperty("name").GetString() == name);
        JsonElement arguments = one.GetProperty("arguments");
        string format = Text(arguments, "data_format", "channels_last");
        bool scale = !arguments.TryGetProperty("scale", out _);
        using Tensor x = PreparedCase.Array(Fixture, one.GetProperty("inputs"));
        using Tensor image = Keras.Utils.ArrayToImage(x, format, scale);
        using Tensor expected = PreparedCase.Array(Fixture, one.GetProperty("outputs"));
        PreparedCase.AssertClose(expected, image, 0);

        using Tensor first = PreparedCase.Array(Fixture, one.GetProperty("first"));
        using Tensor transposed = Keras.Utils.ImageToArray(image, "channels_first");
        PreparedCase.AssertClose(first, transposed, 0);

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
        try
        {
            Keras.Utils.SaveImage(path, x, format, scale: scale);
            string mode = image.Shape[2] switch
            {
                1 => "grayscale",
                3 => "rgb",
                _ => "rgba",
            };
            using Tensor loaded = Keras.Utils.LoadImage(path, mode), array = Keras.Utils.ImageToArray(loaded);
            using Tensor again = PreparedCase.Array(Fixture, one.GetProperty("array"));
            PreparedCase.AssertClose(again, array, 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_jpeg_of_an_image_with_transparency_is_like_it_without()
    {
        using Tensor rgba = Keras.Utils.DecodeImage(Contents("rgba.png"), "rgba"), rgb = Keras.Utils.DecodeImage(Contents("rgba.png"));
        byte[] contents = Keras.Utils.EncodeImage(rgba, "jpg", scale: false, quality: 100);
        using Tensor again = Keras.Utils.DecodeImage(contents);
        Assert.Equal(rgb.Shape, again.Shape);
        int[] wanted = rgb.ToArray<int>(), got = again.ToArray<int>();
        Assert.InRange(wanted.Zip(got).Average(p => Math.Abs(p.First - p.Second)), 0, 12);
        Assert.True(Keras.Utils.EncodeImage(rgb, "jpeg", scale: false, quality: 20).Length < contents.Length);
    }

    [Fact]
    public void What_is_no_image_is_refused_in_one_sentence()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
        try
        {
            File.WriteAllText(path, "no image");
            InvalidDataException unknown = Assert.Throws<InvalidDataException>(() => Keras.Utils.LoadImage(path));
            Assert.Contains(path, unknown.Message, StringComparison.Ordinal);
            Assert.Contains("expected an image as JPEG, PNG, GIF, BMP or WebP, got 8 bytes that begin with 6E6F2069", unknown.Message,
                StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Throws<FileNotFoundException>(() => Keras.Utils.LoadImage(path));
        foreach (JsonProperty file in Fixture.Root.GetProperty("files").EnumerateObject())
        {
            byte[] contents = Contents(file.Name);
            InvalidDataException damaged = Assert.Throws<InvalidDataException>(() => Keras.Utils.DecodeImage(contents.AsSpan(0, 40)));
            Assert.StartsWith("DecodeImage: expected a", damaged.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused_by_name()
    {
        byte[] contents = Contents("rgb.png");
        Assert.Contains("got 'cmyk'", Assert.Throws<ArgumentException>(() => Keras.Utils.DecodeImage(contents, "cmyk")).Message,
            StringComparison.Ordinal);
        Assert.Contains("got 'linear'",
            Assert.Throws<ArgumentException>(() => Keras.Utils.DecodeImage(contents, interpolation: "linear")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Keras.Utils.DecodeImage(contents, targetSize: (0, 3)));
        using Tensor batch = Tensor.Zeros(DType.Float32, [1, 2, 2, 3]), two = Tensor.Zeros(DType.Float32, [2, 2, 2]);
        Assert.Throws<ShapeException>(() => Keras.Utils.ArrayToImage(batch));
        Assert.Contains("1, 3 or 4 channels, got 2", Assert.Throws<ShapeException>(() => Keras.Utils.ArrayToImage(two)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Keras.Utils.ImageToArray(batch));
        using Tensor nan = Tensor.Full(double.NaN, DType.Float32, [2, 2, 3]);
        Assert.Throws<ArgumentException>(() => Keras.Utils.ArrayToImage(nan));
        using Tensor image = Tensor.Zeros(DType.Float32, [2, 2, 3]);
        NotSupportedException format = Assert.Throws<NotSupportedException>(() => Keras.Utils.EncodeImage(image, "webp"));
        Assert.Contains("png or jpeg, got 'webp'", format.Message, StringComparison.Ordinal);
    }

    internal static byte[] Contents(string name)
    {
        using Tensor bytes = PreparedCase.Array(Fixture, Fixture.Root.GetProperty("files").GetProperty(name));
        return bytes.ToArray<byte>();
    }

    private static string Text(JsonElement owner, string name, string otherwise) =>
        owner.TryGetProperty(name, out JsonElement value) ? value.GetString()! : otherwise;
}
