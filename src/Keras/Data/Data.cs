using TensorFlow;
using NumericsTensors = System.Numerics.Tensors;

namespace Keras;

/// <summary>
/// Rows of inputs, targets or weights for a model: a tensor in its own type, and what is done to each batch of it inside the compiled program. So bytes
/// stay bytes in memory. Arrays and tensors convert to it.
/// </summary>
public sealed class Data
{
    private readonly Lazy<TensorSpec> mapped;

    private Data(DataSource source, DataTransform[] transforms)
    {
        Source = source;
        Transforms = transforms;
        mapped = new(Infer);
    }

    /// <summary>The number of rows.</summary>
    public long Count => Source.Shape[0];

    /// <summary>The axes that the model sees, the rows first.</summary>
    public Shape Shape => mapped.Value.Shape;

    /// <summary>The type that the model sees.</summary>
    public DType DType => mapped.Value.DType;

    internal DataSource Source { get; }

    internal DataTransform[] Transforms { get; }

    /// <summary>Rows of a tensor.</summary>
    /// <param name="tensor">The tensor, the rows on its first axis; it must live as long as the data are used.</param>
    public static implicit operator Data(Tensor tensor) => new(new DataSource(tensor), []);

    /// <summary>Rows of an array: <c>float[,]</c>, <c>int[]</c>, <c>byte[,,]</c>.</summary>
    /// <param name="array">The array; its elements are copied, and copied again where the data are used a second time.</param>
    public static implicit operator Data(Array array) => Copy(() => Tensor.FromArray(array));

    /// <summary>Rows of a tensor.</summary>
    /// <param name="tensor">The tensor; its elements are copied.</param>
    public static implicit operator Data(NumericsTensors.Tensor<float> tensor) => Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    public static implicit operator Data(NumericsTensors.Tensor<double> tensor) => Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    public static implicit operator Data(NumericsTensors.Tensor<Half> tensor) => Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    public static implicit operator Data(NumericsTensors.Tensor<int> tensor) => Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    public static implicit operator Data(NumericsTensors.Tensor<long> tensor) => Copy(() => Tensor.FromTensor(tensor));

    /// <inheritdoc cref="op_Implicit(NumericsTensors.Tensor{float})"/>
    public static implicit operator Data(NumericsTensors.Tensor<byte> tensor) => Copy(() => Tensor.FromTensor(tensor));

    /// <summary>Rows of anything that converts to data.</summary>
    /// <param name="rows">Data, a <see cref="Tensor"/>, an array or a <c>System.Numerics.Tensors.Tensor&lt;T&gt;</c>.</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static Data From(object rows) => rows switch
    {
        Data data => data,
        Tensor tensor => tensor,
        Array array => array,
        NumericsTensors.Tensor<float> tensor => tensor,
        NumericsTensors.Tensor<double> tensor => tensor,
        NumericsTensors.Tensor<Half> tensor => tensor,
        NumericsTensors.Tensor<int> tensor => tensor,
        NumericsTensors.Tensor<long> tensor => tensor,
        NumericsTensors.Tensor<byte> tensor => tensor,
        _ => throw new ArgumentException($"Expected an array or a tensor, got {rows.GetType()}.", nameof(rows)),
    };

    /// <summary>Applies a function to each batch, inside the compiled program.</summary>
    /// <param name="transform">Writes the function; it must keep the rows.</param>
    public Data Map(Func<Symbol, Symbol> transform) => With(new(transform, null, 0));

    /// <summary>Bytes of 0 to 255 as float32 of 0 to 1.</summary>
    public Data Normalized() => With(new(null, "normalized", 0));

    /// <summary>The elements converted to a type.</summary>
    /// <param name="dtype">The type.</param>
    public Data Cast(DType dtype) => With(new(null, "cast", (int)dtype));

    /// <summary>Class numbers as rows that are 1 at the class and 0 elsewhere, float32 <c>[rows, classes]</c>.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 0 or not below <paramref name="classes"/>.</exception>
    public Data ToCategorical(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (Transforms.Length == 0)
            LabelRange.Check(Source.Tensor, classes, "ToCategorical");
        return With(new(null, DataTransform.Categorical, classes));
    }

    /// <summary>The rows that the model sees, computed now.</summary>
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
    public override string ToString() => $"{DType.StandardName} {Shape}";

    /// <summary>Checks class numbers that a <c>Map</c> or <c>Cast</c> makes and <see cref="ToCategorical(int)"/> takes.</summary>
    internal void CheckLabels(string operation)
    {
        if (!Transforms.Skip(1).Any(t => t.Name == DataTransform.Categorical))
            return;
        using IDisposable use = Source.Use();
        using LabelChecks checks = new(operation, new(this), []);
        checks.CheckRows([Source.Tensor]);
    }

    internal Symbol Apply(Symbol batch)
    {
        foreach (DataTransform transform in Transforms)
            batch = transform.Apply(batch);
        return batch;
    }

    private static Data Copy(Func<Tensor> copy) => new(new DataSource(copy), []);

    private Data With(DataTransform transform) => new(Source, [.. Transforms, transform]);

    private TensorSpec Infer()
    {
        if (Transforms.Length == 0)
            return new(Source.DType, Source.Shape);
        using Graph graph = new();
        using Trace trace = new(graph);
        Symbol output = Apply(graph.Placeholder(Source.DType, Source.Shape));
        return new(output.DType, output.Shape);
    }
}
