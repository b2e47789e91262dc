namespace TensorFlow;

/// <summary>A convolution op with its attributes: itself and its gradients by the input and by the filter.</summary>
internal sealed class Convolution
{
    private readonly string family;
    private readonly long[] strides;
    private readonly string padding;
    private readonly long[] explicitPaddings;
    private readonly string format;
    private readonly long[] dilations;

    private Convolution(string family, long[] strides, string padding, long[] explicitPaddings, string format, long[] dilations)
    {
        this.family = family;
        this.strides = strides;
        this.padding = padding;
        this.explicitPaddings = explicitPaddings;
        this.format = format;
        this.dilations = dilations;
    }

    private bool IsDilated => dilations.Any(d => d > 1);

    /// <summary>The op that is the gradient by the input.</summary>
    public static string InputGradient(string family) => family == "Conv3D" ? "Conv3DBackpropInputV2" : family + "BackpropInput";

    /// <summary>The op that is the gradient by the filter.</summary>
    public static string FilterGradient(string family) => family == "Conv3D" ? "Conv3DBackpropFilterV2" : family + "BackpropFilter";

    public static Convolution Of(BackwardOperation op, string family)
    {
        string padding = op.Text("padding");
        long[] explicitPaddings = padding == "EXPLICIT" ? op.Longs("explicit_paddings") : [];
        return new(family, op.Longs("strides"), padding, explicitPaddings, op.Text("data_format"), op.Longs("dilations"));
    }

    public Symbol Forward(Symbol x, Symbol filter) => Build(family, dilations, x, filter);

    /// <summary>The gradient by the input.</summary>
    /// <param name="sizes">The input's shape as a list.</param>
    /// <param name="shape">The static shape.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="dy">The gradient of the output.</param>
    public Symbol ByInput(Symbol sizes, Shape shape, Symbol filter, Symbol dy)
    {
        // The processor's kernels of these gradients know no dilation.
        if (!IsDilated)
            return Build(InputGradient(family), dilations, sizes, filter, dy).WithShape(shape);
        if (ByBatches(filter.Shape) is { } batches)
            return batches.ByInput(sizes, shape, filter, dy);
        return Build(InputGradient(family), Ones, sizes, DilatedFilter.Spread(filter, Spatial(dilations)), dy).WithShape(shape);
    }

    /// <summary>The gradient by the filter.</summary>
    /// <param name="x">The input.</param>
    /// <param name="sizes">The filter's shape as a list.</param>
    /// <param name="shape">The filter's shape.</param>
    /// <param name="dy">The gradient of the output.</param>
    public Symbol ByFilter(Symbol x, Symbol sizes, Shape shape, Symbol dy)
    {
        if (!IsDilated)
            return Build(FilterGradient(family), dilations, x, sizes, dy).WithShape(shape);
        if (ByBatches(shape) is { } batches)
            return batches.ByFilter(x, sizes, dy).WithShape(shape);
        long[] spatial = Spatial(dilations);
        Symbol spread = x.Graph.Constant(DilatedFilter.Lengths(shape, spatial));
        return DilatedFilter.Gather(Build(FilterGradient(family), Ones, x, spread, dy), spatial).WithShape(shape);
    }

    private long[] Ones => [.. dilations.Select(_ => 1L)];

    // Without strides, each of the interleaved images that a dilated filter sees is an image of the batch.
    private InterleavedConvolution? ByBatches(Shape filter)
    {
        if (family != "Conv2D" || format != "NHWC" || strides.Any(s => s > 1))
            return null;
        (long Before, long After)[] margins = [.. Enumerable.Range(0, 2).Select(i => Margins(i, filter[i]))];
        return new([.. Spatial(dilations)], margins, filter);
    }

    private (long Before, long After) Margins(int axis, long size)
    {
        long total = (size - 1) * dilations[axis + 1];
        return padding switch
        {
            "SAME" => (total / 2, total - (total / 2)),
            "EXPLICIT" => (explicitPaddings[2 * (axis + 1)], explicitPaddings[(2 * (axis + 1)) + 1]),
            _ => (0, 0),
        };
    }

    private long[] Spatial(long[] all) => format[1] == 'C' ? all[2..] : all[1..^1];

    private Symbol Build(string type, long[] dilation, params ReadOnlySpan<Symbol> inputs)
    {
        if (family == "DepthwiseConv2dNative" && dilation.Any(d => d > 1))
        {
            throw new UnimplementedException(
                "No gradient is known for DepthwiseConv2dNative with dilations, which some processors ignore; spread the filter instead.");
        }

        OperationBuilder builder = OperationBuilder.Create(type);
        foreach (Symbol input in inputs)
            builder = builder.Input(input);
        builder = builder.Attribute("strides", strides).Attribute("padding", padding);
        builder = builder.Attribute("data_format", format).Attribute("dilations", dilation);
        if (padding == "EXPLICIT")
            builder = builder.Attribute("explicit_paddings", explicitPaddings);
        return builder.Build()[0];
    }
}
