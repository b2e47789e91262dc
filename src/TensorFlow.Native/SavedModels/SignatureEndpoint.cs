using System.Globalization;
using Google.Protobuf.Collections;
using TensorFlow.Interop;
using TensorFlow.SavedModels.Messages;

namespace TensorFlow;

/// <summary>An input or output of a signature and where in the graph it is.</summary>
/// <param name="Key">Its name in the signature.</param>
/// <param name="Spec">The type and shape that the signature declares.</param>
/// <param name="Reference">The output of an operation that stands for it; empty where it is not one plain tensor but a sparse or composite
/// one.</param>
internal sealed record SignatureEndpoint(string Key, TensorSpec Spec, OutputReference Reference)
{
    /// <exception cref="SavedModelException">The graph has no such tensor.</exception>
    public static SignatureEndpoint[] ReadAll(GraphHandle graph, string signature, MapField<string, TensorInfo> entries) =>
        [.. entries.OrderBy(e => e.Key, StringComparer.Ordinal)
            .Select(e => new SignatureEndpoint(e.Key, Describe(e.Value), Find(graph, signature, e.Value.Name)))];

    private static OutputReference Find(GraphHandle graph, string signature, string tensor)
    {
        if (tensor.Length == 0)
            return default;
        int colon = tensor.LastIndexOf(':');
        int index = 0;
        bool isName = colon < 0 || int.TryParse(tensor.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out index);
        nint operation = isName ? NativeMethods.TF_GraphOperationByName(graph, colon < 0 ? tensor : tensor[..colon]) : 0;
        return operation != 0 && index < NativeMethods.TF_OperationNumOutputs(operation)
            ? new(operation, index)
            : throw new SavedModelException(
                $"The signature '{signature}' refers to the tensor '{tensor}', which the graph does not have: the file is damaged. "
                + "Export the model again.");
    }

    // Without a shape in the file the graph's own decides when it runs.
    private static TensorSpec Describe(TensorInfo info) => new(
        (DType)info.Dtype,
        info.TensorShape is not { UnknownRank: false } shape ? Shape.Unknown
            : Shape.Create([.. shape.Dim.Select(d => Math.Max(Shape.UnknownDimension, d.Size))]));
}
