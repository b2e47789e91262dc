using TensorFlow.Kernels.Convolutions;

namespace TensorFlow;

/// <summary>
/// A convolution of 3 × 3 that max pooling of 2 × 2 follows, and their gradients, where nothing else needs what is between them.
/// </summary>
internal sealed class PooledConvolution
{
    private PooledConvolution(Operation convolution, Operation? bias, Operation? rectifier, Operation pooling) =>
        (Convolution, Bias, Rectifier, Pooling) = (convolution, bias, rectifier, pooling);

    /// <summary>The convolution.</summary>
    public Operation Convolution { get; }

    /// <summary>The addition of the bias.</summary>
    public Operation? Bias { get; }

    /// <summary>The rectifier.</summary>
    public Operation? Rectifier { get; }

    /// <summary>The pooling.</summary>
    public Operation Pooling { get; }

    /// <summary>The gradient of the pooling.</summary>
    public Operation? PoolingGradient { get; private set; }

    /// <summary>The gradient of the rectifier.</summary>
    public Operation? RectifierGradient { get; private set; }

    /// <summary>The gradient by the outputs of the convolution.</summary>
    public Operation? OutputGradient => RectifierGradient ?? PoolingGradient;

    /// <summary>The operations that are part of others.</summary>
    public IEnumerable<Operation> Fused =>
        new[] { Convolution, Bias, Rectifier, PoolingGradient, RectifierGradient }.Where(o => o is not null).Select(o => o!.Value);

    /// <summary>Finds the convolution in front of a pooling.</summary>
    /// <param name="pooling">The pooling.</param>
    /// <param name="graph">The graph, with who takes its symbols.</param>
    /// <returns>The convolution; null where it has no kernel, or intermediate values have other consumers.</returns>
    public static PooledConvolution? Find(Operation pooling, GraphConsumers graph)
    {
        if (pooling.Type != "MaxPool" || !IsTwoByTwo(pooling))
            return null;
        Symbol last = graph.SourcesOf(pooling)[0], at = last;
        Operation? rectifier = Take(graph.IsRectifier), bias = Take(o => o.Type == "BiasAdd" && o.GetString("data_format") == "NHWC");
        if (at.Operation.Type != "Conv2D" || !HasKernel(at.Operation, graph) || (at != last && graph.Of(at).Count > 1))
            return null;
        PooledConvolution found = new(at.Operation, bias, rectifier, pooling);
        return found.TakeGradients(graph, last) && !found.Fused.Any(graph.IsOrdered) ? found : null;

        Operation? Take(Func<Operation, bool> isWanted)
        {
            if (!isWanted(at.Operation) || (at != last && graph.Of(at).Count > 1))
                return null;
            Operation operation = at.Operation;
            at = graph.SourcesOf(operation)[0];
            return operation;
        }
    }

    private static bool IsTwoByTwo(Operation pooling) => pooling.GetString("data_format") == "NHWC"
        && pooling.GetLongs("ksize") is [1, 2, 2, 1] && pooling.GetLongs("strides") is [1, 2, 2, 1]
        && (pooling.GetString("padding") == "VALID" || (pooling.GetString("padding") == "SAME" && AreEven(pooling)));

    private static bool AreEven(Operation pooling) =>
        pooling.Input(0).Shape is [_, > 0, > 0, _] shape && shape[1] % 2 == 0 && shape[2] % 2 == 0;

    private static bool HasKernel(Operation convolution, GraphConsumers graph)
    {
        Symbol[] sources = graph.SourcesOf(convolution);
        return ConvolutionReplacement.IsReplaceable(convolution, sources)
            || ConvolutionReplacement.IsFast(convolution, sources[0].Shape, convolution[0].Shape, sources[1].Shape, isDirect: true);
    }

    private bool IsDirect(GraphConsumers graph) => graph.SourcesOf(Convolution)[1].Shape[2] < ConvolutionKernels.Lanes;

    // What takes the last outputs beside the pooling must be the gradients, and nobody else may take those that become part of kernels.
    private bool TakeGradients(GraphConsumers graph, Symbol last)
    {
        List<Operation?> others = [.. graph.Of(last)];
        others.Remove(Pooling);
        if (others.Count == 0)
            return true;
        Operation? gradient = others.Find(o => o?.Type == "MaxPoolGrad");
        if (gradient is not { } pooled || !graph.SourcesOf(pooled).AsSpan(0, 2).SequenceEqual([last, Pooling[0]]) || !IsTwoByTwo(pooled))
            return false;
        PoolingGradient = pooled;
        others.Remove(pooled);
        if (Rectifier is not null && !IsRectified(graph.SourcesOf(pooled)[2]))
        {
            if (graph.Of(pooled[0]) is not [{ Type: "ReluGrad" } rectified]
                || !graph.SourcesOf(rectified).AsSpan().SequenceEqual([pooled[0], last]))
                return false;
            RectifierGradient = rectified;
            others.Remove(rectified);
        }

        return others.Count == 0 && TakeGradientsOfConvolution();

        // The largest of rectified outputs is the rectified largest output, so that its gradient may be rectified, too.
        bool IsRectified(Symbol dy) => dy.Operation.Type == "ReluGrad" && graph.SourcesOf(dy.Operation)[1] == Pooling[0];

        bool TakeGradientsOfConvolution()
        {
            Symbol image = graph.SourcesOf(Convolution)[0], dy = OutputGradient!.Value[0];
            IReadOnlyList<Operation?> all = graph.Of(dy);
            return all.Count(o => o?.Type == "Conv2DBackpropFilter") == 1 && all.Distinct().Count() == all.Count && all.All(o => o switch
            {
                { Type: "BiasAddGrad" } bias => bias.GetString("data_format") == "NHWC",
                { Type: "Conv2DBackpropFilter" } filter =>
                    graph.SourcesOf(filter)[0] == image && graph.SourcesOf(filter)[2] == dy && IsAlike(filter),
                { Type: "Conv2DBackpropInput" } input => !IsDirect(graph) && graph.SourcesOf(input)[2] == dy
                    && ConvolutionReplacement.IsReplaceable(input, graph.SourcesOf(input)) && IsAlike(input),
                _ => false,
            });
        }
    }

    private bool IsAlike(Operation gradient) => gradient.GetString("padding") == Convolution.GetString("padding")
        && gradient.GetString("data_format") == "NHWC"
        && gradient.GetLongs("strides") is [1, 1, 1, 1] && gradient.GetLongs("dilations") is [1, 1, 1, 1];
}
