using TensorFlow;

namespace Keras.Pipelines;

/// <summary>
/// Checks the class indices and the sample weights of a run before its function uses them, after the functions of <c>Map</c> or
/// <c>Cast</c>. Samples in memory are checked once before the run, those of a stream on the thread that reads them, so that the loop over
/// the batches need not check.
/// </summary>
internal sealed class DataChecks : IDisposable
{
    private const long BytesAtOnce = 16L << 20;
    private readonly string operation;
    private readonly IReadOnlyList<Data> columns;
    private readonly List<Check> checks = [];

    /// <summary>Creates checks of the class indices that <see cref="Data.ToCategorical(int)"/> takes.</summary>
    /// <param name="operation">The operation, for messages.</param>
    /// <param name="columns">Columns of the form of those to check.</param>
    public DataChecks(string operation, IReadOnlyList<Data> columns)
    {
        (this.operation, this.columns) = (operation, columns);
        for (int c = 0; c < columns.Count; c++)
        {
            // Without an earlier transform, ToCategorical has checked the class indices itself.
            for (int t = 1; t < columns[c].Transforms.Length; t++)
            {
                if (columns[c].Transforms[t] is { Name: DataTransform.Categorical, Argument: int count })
                    Add(c, Labels(count, null), columns[c].Transforms[..t]);
            }
        }
    }

    /// <summary>Adds checks of sample weights.</summary>
    /// <param name="weights">The columns of sample weights.</param>
    public void AddWeights(IEnumerable<Data> weights)
    {
        foreach (Data column in weights)
            Add(Position(column), (values, place) => FiniteWeights.Check(values, operation, place), column.Transforms);
    }

    /// <summary>Adds a check of the targets of an output.</summary>
    /// <param name="pipeline">The transforms from the columns to the targets.</param>
    /// <param name="output">The output.</param>
    /// <param name="loss">The loss that takes the targets.</param>
    /// <param name="classes">The number of classes of the model's output; below 1 if it is not known.</param>
    public void AddTargets(Pipeline pipeline, int output, Loss loss, long classes)
    {
        if (!loss.TakesClassIndices || classes < 1)
            return;
        int? ignored = (loss as Losses.SparseCategoricalCrossentropy)?.IgnoreClass;
        if (pipeline.TargetColumn(output) is { } target)
        {
            Add(Position(target), Labels(classes, ignored), target.Transforms);
        }
        else if (pipeline.HasTransforms)
        {
            Function function = Written(
                "labels", pipeline.Columns(Shape.UnknownDimension), symbols =>
                    pipeline.Apply(symbols).TargetOf(output) is { } y ? [y] : []);
            checks.Add(new(function, [.. Enumerable.Range(0, columns.Count)], Labels(classes, ignored)));
        }
    }

    /// <summary>Checks samples held in memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException"> A class index is out of range, or a weight is not finite; the message names it and
    /// its sample. </exception>
    public void CheckRows(IReadOnlyList<Tensor> columns) => Run(columns, columns[0].Shape[0], row => $"sample {row}");

    /// <summary>Checks concatenated batches.</summary>
    /// <param name="columns">The concatenated columns.</param>
    /// <param name="firstBatch">The number of the first batch in the epoch, from 0.</param>
    /// <param name="batches">The number of batches.</param>
    /// <param name="rows">The number of samples in a batch.</param>
    /// <exception cref="ArgumentOutOfRangeException"> A class index is out of range, or a weight is not finite; the message names it and
    /// its batch. </exception>
    public void CheckBatches(IReadOnlyList<Tensor> columns, int firstBatch, int batches, int rows) =>
        Run(columns, (long)batches * rows, row => $"sample {row % rows} of batch {firstBatch + (row / rows)}");

    public void Dispose()
    {
        foreach (Check check in checks)
            check.Function?.Dispose();
    }

    private void Run(IReadOnlyList<Tensor> columns, long rows, Func<long, string> place)
    {
        foreach (Check check in checks)
        {
            long each = Math.Max(1, check.Columns.Sum(c => columns[c].ByteLength / Math.Max(1, columns[c].Shape[0])));
            int step = check.Function is null ? checked((int)rows) : (int)Math.Clamp(BytesAtOnce / each, 1, rows);
            for (int start = 0; start < rows; start += step)
            {
                int first = start, end = (int)Math.Min(rows, (long)start + step);
                using Tensor values = check.Values([.. check.Columns.Select(c => columns[c][first..end])]);
                check.Verify(values, row => place(first + row));
            }
        }
    }

    private Verify Labels(long classes, int? ignored) =>
        (labels, place) => LabelRange.Check(labels, classes, operation, ignored, place);

    private int Position(Data column) => columns.TakeWhile(c => !ReferenceEquals(c, column)).Count();

    private void Add(int column, Verify verify, DataTransform[] before)
    {
        if (before.Length == 0)
        {
            checks.Add(new(null, [column], verify));
            return;
        }

        TensorSpec spec = new(columns[column].Source.DType, columns[column].Source.Shape[1..].Prepend(Shape.UnknownDimension));
        checks.Add(new(Written("checked", [spec], symbols => [Apply(before, symbols[0])]), [column], verify));
    }

    // Layers in a map may have weights, such as the states of random number generators: a check reads their current values and assigns
    // none.
    private static Function Written(string name, IReadOnlyList<TensorSpec> inputs, Func<Symbol[], Symbol[]> body)
    {
        using StatelessFunction step = StatelessFunction.Trace(name + "_step", inputs, body);
        return Function.Trace(name, inputs, symbols => step.Call(symbols, [.. step.Weights.All.Select(Value)]).Outputs);

        static Symbol Value(Weight weight)
        {
            using Tensor value = weight.Read();
            return Graph.Current.Constant(value);
        }
    }

    private static Symbol Apply(DataTransform[] transforms, Symbol x) =>
        transforms.Aggregate(x, (value, transform) => transform.Apply(value));

    /// <summary>Throws if a value is invalid.</summary>
    /// <param name="values">The values, samples on the first axis.</param>
    /// <param name="place">Names a sample for messages.</param>
    private delegate void Verify(Tensor values, Func<long, string> place);

    /// <param name="Function">Computes the values from columns; null if a column holds them.</param>
    /// <param name="Columns">The positions of these columns.</param>
    /// <param name="Verify">Checks the values.</param>
    private sealed record Check(Function? Function, int[] Columns, Verify Verify)
    {
        public Tensor Values(Tensor[] parts)
        {
            if (Function is null)
                return parts[0];
            DeviceTensor[] inputs = [.. parts.Select(p => DeviceTensor.From(p))];
            try
            {
                using DeviceTensor output = Function.Invoke(inputs)[0];
                return output.ToTensor();
            }
            finally
            {
                foreach (DeviceTensor input in inputs)
                    input.Dispose();
                foreach (Tensor part in parts)
                    part.Dispose();
            }
        }
    }
}
