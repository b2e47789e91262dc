using System.Text.Json;
using Keras.Layers;
using Keras.Tests.Saving;
using Keras.Tests.Support;
using Keras.Weights;
using TensorFlow;
using Xunit;

namespace Keras.Tests.Preprocessing;

/// <summary>A layer of the fixture of random images, what it gets, the numbers of a transformation, and what Keras makes of it.</summary>
internal sealed class ImageCase : IDisposable
{
    private readonly ImagePreprocessingLayer layer;
    private readonly Dictionary<string, Tensor> given = [];
    private readonly List<string> numbers = [];
    private readonly List<(string Name, Tensor Expected)> outcomes = [];

    public ImageCase(Fixture fixture, string name)
    {
        JsonElement one = fixture.Cases().Single(c => c.GetProperty("name").GetString() == name);
        layer = (ImagePreprocessingLayer)LayerRegistry.Instance.FromJson(EnvelopeTests.Parse(one.GetProperty("layer").GetString()!));
        foreach (string input in new[] { "images", "boxes", "box_labels", "labels", "masks" })
        {
            if (one.TryGetProperty(input, out JsonElement array))
                given[input] = PreparedCase.Array(fixture, array);
        }

        foreach (JsonProperty number in one.GetProperty("numbers").EnumerateObject())
        {
            given[number.Name] = PreparedCase.Array(fixture, number.Value);
            numbers.Add(number.Name);
        }

        foreach (string output in new[] { "outputs", "boxes_after", "box_labels_after", "labels_after", "masks_after" })
        {
            if (one.TryGetProperty(output, out JsonElement array))
                outcomes.Add((output, PreparedCase.Array(fixture, array)));
        }
    }

    public IReadOnlyList<(string Name, Tensor Expected)> Outcomes => outcomes;

    /// <summary>A small part of one level of 255; of half precision, the last digit of 255.</summary>
    public double Tolerance => layer.DTypePolicy.ComputeDType == DType.Float16 ? 0.25 : 0.01;

    public Tensor[] Run(bool compile)
    {
        string[] names = [.. given.Keys];
        using StatefulFunction function = StatefulFunction.Trace(
            "transform", [.. names.Select(n => TensorSpec.Of(given[n]))],
            symbols => Write(names.Zip(symbols).ToDictionary(p => p.First, p => p.Second)),
            new FunctionOptions { Compile = compile });
        return function.Run([.. names.Select(n => given[n])]);
    }

    public void Dispose()
    {
        layer.Dispose();
        foreach (Tensor tensor in given.Values.Concat(outcomes.Select(o => o.Expected)))
            tensor.Dispose();
    }

    public static void AssertClose(string what, Tensor expected, Tensor actual, double tolerance)
    {
        Assert.True(expected.Shape == actual.Shape, $"{what}: expected {expected.Shape}, got {actual.Shape}");
        using Tensor e = expected.Cast(DType.Float64), a = actual.Cast(DType.Float64);
        double[] wanted = e.ToArray<double>(), got = a.ToArray<double>();
        for (int i = 0; i < wanted.Length; i++)
        {
            if (!(Math.Abs(wanted[i] - got[i]) <= tolerance))
                Assert.Fail($"{what}: element {i} of {actual.Shape}: expected {wanted[i]}, got {got[i]}");
        }
    }

    private Symbol[] Write(Dictionary<string, Symbol> symbols)
    {
        Symbol images = symbols["images"];
        ImageTransformation transformation = new(images, numbers.ToDictionary(n => n, n => symbols[n]), layer.DataFormat);
        List<Symbol> results = [layer.TransformImages(images, transformation)];
        if (symbols.TryGetValue("boxes", out Symbol boxes))
        {
            (Symbol moved, Symbol? labels) = layer.TransformBoundingBoxes(boxes, symbols["box_labels"], transformation);
            results.AddRange([moved, labels!.Value]);
        }

        if (symbols.TryGetValue("labels", out Symbol classes))
            results.Add(layer.TransformLabels(classes, transformation));
        if (symbols.TryGetValue("masks", out Symbol masks))
            results.Add(layer.TransformSegmentationMasks(masks, transformation));
        return [.. results];
    }
}
