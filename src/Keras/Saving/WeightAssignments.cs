using System.Globalization;
using Keras.Saving.Hdf5;
using TensorFlow;

namespace Keras.Saving;

/// <summary>
/// Arrays of a file and the weights that they go into. All are compared before the first is assigned, so that a wrong file changes nothing.
/// </summary>
internal sealed class WeightAssignments
{
    private readonly List<(Weight Weight, Hdf5Dataset Dataset)> pairs = [];
    private readonly List<Weight> zeros = [];
    private readonly List<(Layer Layer, float[] Values)> arrays = [];
    private readonly HashSet<Hdf5Dataset> taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>Receives a warning for weights that do not fit, which are skipped; null where they are an error.</summary>
    public Action<string>? Skip { get; set; }

    /// <summary>Pairs the weights of an owner with the arrays "0", "1", … of a group.</summary>
    /// <exception cref="InvalidDataException">Their number or a shape is another.</exception>
    public void Add(IReadOnlyList<Weight> weights, Hdf5Group? group, string path, string owner)
    {
        int count = group?.Datasets.Count ?? 0;
        if (count != weights.Count)
        {
            Refuse($"{owner} expected {weights.Count} variables at {path}, but the file has {count}");
            return;
        }

        for (int i = 0; i < weights.Count; i++)
        {
            string name = i.ToString(CultureInfo.InvariantCulture);
            Add(weights[i], group!.Datasets.GetValueOrDefault(name) ?? throw new InvalidDataException(
                $"{path} has no array '{name}'; the file is damaged."), $"{path}/{name}", owner);
        }
    }

    /// <summary>Pairs a weight with an array.</summary>
    /// <exception cref="InvalidDataException">The shape is another, or the array went into another weight.</exception>
    public void Add(Weight weight, Hdf5Dataset dataset, string path, string owner)
    {
        if (dataset.Shape != weight.Shape)
        {
            Refuse($"{owner}: weight '{weight.Name}' has shape {weight.Shape}, but {path} has {dataset.Shape}");
            return;
        }

        // One array for many weights would be far more in memory than in the file.
        if (!taken.Add(dataset))
            throw new InvalidDataException($"{owner}: {path} was taken for another weight already; the file is damaged.");
        pairs.Add((weight, dataset));
    }

    /// <summary>Reports weights that do not fit.</summary>
    /// <exception cref="InvalidDataException">They are an error.</exception>
    public void Refuse(string fact)
    {
        if (Skip is null)
            throw new InvalidDataException($"{fact}; load it into a model of the same layers.");
        Skip($"{char.ToUpperInvariant(fact[0])}{fact[1..]}; left as it was.");
    }

    /// <summary>Weights that a file does not have because they are 0 when it is read.</summary>
    public void AddZeros(IEnumerable<Weight> weights) => zeros.AddRange(weights);

    /// <summary>Gives a layer an array that is no weight.</summary>
    public void Add(Layer layer, float[] values) => arrays.Add((layer, values));

    /// <summary>Assigns all.</summary>
    /// <param name="check">Throws where a weight cannot have a value.</param>
    /// <param name="isNew">
    /// Whether the weights belong to a model that nobody else has: then one array after another is read and assigned. Otherwise all are
    /// read before the first is assigned, so that a file that cannot be read changes nothing.
    /// </param>
    public void Apply(Action<Weight, Tensor>? check, bool isNew)
    {
        if (isNew)
        {
            foreach ((Weight weight, Hdf5Dataset dataset) in pairs)
            {
                using Tensor value = dataset.Read();
                check?.Invoke(weight, value);
                weight.Assign(value);
            }

            AssignZeros();
            GiveArrays();
            return;
        }

        List<Tensor> values = [];
        try
        {
            foreach ((_, Hdf5Dataset dataset) in pairs)
                values.Add(dataset.Read());
            for (int i = 0; check is not null && i < values.Count; i++)
                check(pairs[i].Weight, values[i]);
            values.AddRange(zeros.Select(weight => Tensor.Zeros(weight.DType, weight.Shape)));
            // At one moment, for those who predict meanwhile.
            Weight.AssignAll([.. pairs.Select(p => p.Weight), .. zeros], values);
            GiveArrays();
        }
        finally
        {
            foreach (Tensor value in values)
                value.Dispose();
        }
    }

    private void GiveArrays()
    {
        foreach ((Layer layer, float[] values) in arrays)
            layer.ReadSavedArray(values);
    }

    private void AssignZeros()
    {
        foreach (Weight weight in zeros)
        {
            using Tensor zero = Tensor.Zeros(weight.DType, weight.Shape);
            weight.Assign(zero);
        }
    }
}
