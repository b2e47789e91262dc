using System.Diagnostics;
using System.Runtime.CompilerServices;
using Keras.Pipelines;
using TensorFlow;

namespace Keras;

/// <summary>
/// Inputs, targets or sample weights of a model, with the samples on the first axis. Functions such as <see cref="Normalized"/> are applied
/// to each batch inside the compiled function, so that bytes stay bytes in memory. Arrays, lists and tensors convert to data; <see
/// cref="FromRows"/> takes any sequence of samples. A model with several inputs or outputs takes several columns, by name or position:
/// <c>new() { ["image"] = images, ["meta"] = numbers }</c>, <c>[images, numbers]</c>.
/// </summary>
[CollectionBuilder(typeof(DataBuilder), nameof(DataBuilder.Create))]
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public sealed partial class Data
{
    private readonly DataSource? source;
    private readonly Lazy<TensorSpec> mapped;

    private Data(DataSource source, DataTransform[] transforms)
    {
        this.source = source;
        Transforms = transforms;
        mapped = new(Infer);
    }

    /// <summary>The number of samples; with several columns, that of the first.</summary>
    public long Count => source is not null ? source.Shape[0] : Columns.FirstOrDefault()?.Count ?? 0;

    /// <summary>The shape after the functions applied, with the samples on the first axis.</summary>
    /// <exception cref="InvalidOperationException">The data are several columns.</exception>
    public Shape Shape => mapped.Value.Shape;

    /// <summary>The type after the functions applied.</summary>
    /// <exception cref="InvalidOperationException">The data are several columns.</exception>
    public DType DType => mapped.Value.DType;

    internal DataSource Source => source ?? throw new InvalidOperationException(
        $"Expected one column of data, "
        + $"got {(names is null ? $"a list of {Items.Count}" : $"those of {string.Join(", ", names.Select(n => $"'{n}'"))}")}; "
        + "take one of them.");

    internal DataTransform[] Transforms { get; }

    // The shape after the transforms would have to be inferred.
    private string DebuggerDisplay => source is null
        ? RawForm
        : $"{source.DType.StandardName} {source.Shape}{(Transforms.Length == 0 ? "" : $", {Transforms.Length} transforms")}";

    /// <summary>Applies a function to each batch, inside the compiled function.</summary>
    /// <param name="transform">The function, which must keep the number of samples.</param>
    /// <exception cref="InvalidOperationException">The data are several columns.</exception>
    public Data Map(Func<Symbol, Symbol> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return With(new(transform, null, 0));
    }

    /// <summary>Scales bytes from 0 to 255 to float32 from 0 to 1.</summary>
    public Data Normalized() => WithNumbers("Normalized", new(null, "normalized", 0));

    /// <summary>Converts the elements to a type.</summary>
    /// <param name="dtype">The type.</param>
    public Data Cast(DType dtype) => WithNumbers("Cast", new(null, "cast", (int)dtype));

    /// <summary>Converts class indices to one-hot vectors, float32 <c>[samples, classes]</c>.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class index is not in [0, <paramref name="classes"/>).</exception>
    public Data ToCategorical(int classes)
    {
        Required.AtLeast("ToCategorical", 1, classes);
        if (Transforms.Length == 0)
            LabelRange.Check(Source.Tensor, classes, "ToCategorical");
        return WithNumbers("ToCategorical", new(null, DataTransform.Categorical, classes));
    }

    /// <summary>Computes the samples, with the functions applied.</summary>
    public Tensor ToTensor()
    {
        if (Transforms.Length == 0)
            return Source.HandOut();
        using IDisposable use = Source.Use();
        CheckLabels("ToTensor");
        using Function function = Function.Trace("data", [new(Source.DType, Source.Shape)], s => [Apply(s[0])]);
        using DeviceTensor input = DeviceTensor.From(Source.Tensor);
        using DeviceTensor output = function.Invoke(input)[0];
        return output.ToTensor();
    }

    /// <summary>The type and the shape.</summary>
    public override string ToString() => Written(c => $"{c.DType.StandardName} {c.Shape}");

    /// <summary>Checks class indices that <c>Map</c> or <c>Cast</c> computes for <see cref="ToCategorical(int)"/>.</summary>
    internal void CheckLabels(string operation)
    {
        if (source is null)
        {
            foreach (Data column in Columns)
                column.CheckLabels(operation);
            return;
        }

        if (!Transforms.Skip(1).Any(t => t.Name == DataTransform.Categorical))
            return;
        using IDisposable use = Source.Use();
        using DataChecks checks = new(operation, [this]);
        checks.CheckRows([Source.Tensor]);
    }

    internal Symbol Apply(Symbol batch)
    {
        foreach (DataTransform transform in Transforms)
            batch = transform.Apply(batch);
        return batch;
    }

    /// <summary>A column of other samples with the same transforms; a function copies them when a run needs them.</summary>
    internal Data WithRows(Func<Tensor> rows) => new(new DataSource(rows), Transforms);

    private static Data Copy(Func<Tensor> copy) => new(new DataSource(copy), []);

    private Data WithNumbers(string operation, DataTransform transform)
    {
        // The output type of a custom function is known when it is traced.
        if (Transforms.Length == 0)
            NumberColumns.Require(Source.DType, Source.Shape, operation, "data", "encode strings as numbers before, or in Map");
        return With(transform);
    }

    private Data With(DataTransform transform) => new(Source, [.. Transforms, transform]);

    private TensorSpec Infer()
    {
        if (Transforms.Length == 0)
            return new(Source.DType, Source.Shape);
        using Graph graph = new();
        using TraceContext trace = new(graph);
        Symbol output = Apply(graph.Placeholder(Source.DType, Source.Shape));
        return new(output.DType, output.Shape);
    }
}
