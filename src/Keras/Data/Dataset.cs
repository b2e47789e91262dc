using System.Diagnostics;
using System.Runtime.CompilerServices;
using Keras.Pipelines;
using TensorFlow;

namespace Keras;

/// <summary>Samples for training, evaluation or prediction: inputs and targets held in memory, or a stream of batches.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class Dataset
{
    private protected Dataset(BatchTransform[] transforms) => Transforms = transforms;

    internal BatchTransform[] Transforms { get; }

    /// <summary>Converts inputs and targets held in memory.</summary>
    /// <param name="rows">The inputs and the targets.</param>
    /// <exception cref="ShapeException">The numbers of samples differ.</exception>
    public static implicit operator Dataset((Data X, Data Y) rows) => FromTensors(rows.X, rows.Y);

    /// <summary>Converts inputs, targets and sample weights held in memory.</summary>
    /// <param name="rows">The inputs, the targets and the sample weights.</param>
    /// <exception cref="ShapeException">The numbers of samples differ.</exception>
    public static implicit operator Dataset((Data X, Data Y, Data SampleWeight) rows) => FromTensors(rows.X, rows.Y, rows.SampleWeight);

    /// <summary>Converts inputs and targets that may be sequences of samples: <c>IEnumerable&lt;float[]&gt;</c>.</summary>
    /// <param name="rows">The inputs and the targets, as <see cref="Data.From"/> takes them.</param>
    /// <exception cref="ArgumentException">One of them does not convert to data.</exception>
    /// <exception cref="ShapeException">Samples differ in shape or type, or the numbers of samples differ.</exception>
    public static implicit operator Dataset((object X, object Y) rows) => FromTensors(Column(rows.X, "inputs"), Column(rows.Y, "targets"));

    /// <summary>Converts inputs, targets and sample weights that may be sequences of samples: <c>IEnumerable&lt;float[]&gt;</c>.</summary>
    /// <param name="rows">The inputs, the targets and the sample weights, as <see cref="Data.From"/> takes them.</param>
    /// <exception cref="ArgumentException">One of them does not convert to data.</exception>
    /// <exception cref="ShapeException">Samples differ in shape or type, or the numbers of samples differ.</exception>
    public static implicit operator Dataset((object X, object Y, object SampleWeight) rows) =>
        FromTensors(Column(rows.X, "inputs"), Column(rows.Y, "targets"),
            rows.SampleWeight is null ? null : Column(rows.SampleWeight, "sample weights"));

    /// <summary>Creates a dataset of samples held in memory.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The targets; null for none, as in prediction.</param>
    /// <param name="sampleWeight">The weight of each sample; null for 1.</param>
    /// <exception cref="ShapeException">The numbers of samples differ, or there are none.</exception>
    /// <example>
    /// <code>
    /// byte[,] images = { { 0, 255 }, { 255, 0 } };
    /// int[] labels = [0, 1];
    /// Dataset scaled = Dataset.FromTensors(images, labels).Map((x, y) =&gt; (x.Cast(DType.Float32) / 255f, y));
    /// </code>
    /// </example>
    public static Dataset FromTensors(Data x, Data? y = null, Data? sampleWeight = null) => new TensorDataset(new(x, y, sampleWeight), []);

    /// <summary>Creates a dataset of batches, which are enumerated again in each epoch. Together they may be larger than memory.</summary>
    /// <param name="batches">The batches, of equal size except for the last one of an epoch.</param>
    public static Dataset FromBatches(IEnumerable<Batch> batches) => new BatchDataset(Required(batches), []);

    /// <inheritdoc cref="FromBatches(IEnumerable{Batch})"/>
    public static Dataset FromBatches(IAsyncEnumerable<Batch> batches) => new BatchDataset(Required(batches), []);

    /// <inheritdoc cref="FromBatches(IEnumerable{Batch})"/>
    /// <typeparam name="TX">The type of a batch of inputs: an array, a tensor or a sequence of samples.</typeparam>
    /// <typeparam name="TY">The type of a batch of targets.</typeparam>
    /// <example>
    /// <code>
    /// using var model = new Sequential(new Dense(1) { InputShape = [2] });
    /// model.Compile("adam", "mse");
    /// model.Fit(Dataset.FromBatches(Read()), epochs: 2);
    ///
    /// static IEnumerable&lt;(float[,] X, float[] Y)&gt; Read()
    /// {
    ///     for (int i = 0; i &lt; 10; i++)
    ///         yield return (new float[,] { { i, 1 }, { 1, i } }, [i, 0]);
    /// }
    /// </code>
    /// </example>
    public static Dataset FromBatches<TX, TY>(IEnumerable<(TX X, TY Y)> batches)
        where TX : notnull
        where TY : notnull =>
        new BatchDataset(Required(batches).Select(b => ToBatch(b.X, b.Y, null)), []);

    /// <inheritdoc cref="FromBatches{TX, TY}(IEnumerable{ValueTuple{TX, TY}})"/>
    public static Dataset FromBatches<TX, TY>(IAsyncEnumerable<(TX X, TY Y)> batches)
        where TX : notnull
        where TY : notnull =>
        new BatchDataset(Required(batches).Select(b => ToBatch(b.X, b.Y, null)), []);

    /// <inheritdoc cref="FromBatches{TX, TY}(IEnumerable{ValueTuple{TX, TY}})"/>
    /// <typeparam name="TX">The type of a batch of inputs: an array, a tensor or a sequence of samples.</typeparam>
    /// <typeparam name="TY">The type of a batch of targets.</typeparam>
    /// <typeparam name="TWeight">The type of a batch of sample weights.</typeparam>
    public static Dataset FromBatches<TX, TY, TWeight>(IEnumerable<(TX X, TY Y, TWeight SampleWeight)> batches)
        where TX : notnull
        where TY : notnull
        where TWeight : notnull =>
        new BatchDataset(Required(batches).Select(b => ToBatch(b.X, b.Y, b.SampleWeight)), []);

    /// <inheritdoc cref="FromBatches{TX, TY, TWeight}(IEnumerable{ValueTuple{TX, TY, TWeight}})"/>
    public static Dataset FromBatches<TX, TY, TWeight>(IAsyncEnumerable<(TX X, TY Y, TWeight SampleWeight)> batches)
        where TX : notnull
        where TY : notnull
        where TWeight : notnull =>
        new BatchDataset(Required(batches).Select(b => ToBatch(b.X, b.Y, b.SampleWeight)), []);

    /// <summary>Applies a function to each batch, inside the compiled function.</summary>
    /// <param name="transform">The function of inputs and targets, which must keep the number of samples.</param>
    public Dataset Map(Func<Symbol, Symbol, (Symbol X, Symbol Y)> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return With(BatchTransform.Of(transform));
    }

    /// <summary>Applies a function to each batch of several inputs or targets, inside the compiled function.</summary>
    /// <param name="transform">The function of inputs and targets, nested as in the data: <c>x["image"]</c>. It must keep the number of
    /// samples.</param>
    [OverloadResolutionPriority(-1)]
    public Dataset Map(Func<Structure<Symbol>, Structure<Symbol>, (Structure<Symbol> X, Structure<Symbol> Y)> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return With(new(transform));
    }

    private protected abstract Dataset With(BatchTransform transform);

    private static IEnumerable<T> Required<T>(IEnumerable<T> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return batches;
    }

    private static IEnumerable<T> Required<T>(IAsyncEnumerable<T> batches)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return batches.ToBlockingEnumerable();
    }

    private static Batch ToBatch(object x, object y, object? sampleWeight) =>
        new(Column(x, "inputs"), Column(y, "targets"), sampleWeight is null ? null
            : Column(sampleWeight, "sample weights"))
        { IsTransient = true };

    // The message names the argument, which the type alone would not show.
    private static Data Column(object rows, string name)
    {
        try
        {
            return Data.From(rows);
        }
        catch (ShapeException e)
        {
            throw new ShapeException($"The {name}: {e.Message}");
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"The {name}: {e.Message.Split(" (Parameter", 2)[0]}", nameof(rows));
        }
    }
}
