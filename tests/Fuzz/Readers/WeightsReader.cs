using System.Security.Cryptography;
using Fuzz.Mutations;
using Keras;
using Keras.Layers;
using TensorFlow;

namespace Fuzz.Readers;

/// <summary>Weights, <c>.weights.h5</c>, in one piece, in compressed chunks, and in the newer form of HDF5. Damaged anywhere, or in the
/// fields of its structure with checksums that are right. A file that is refused must change nothing.</summary>
internal sealed class WeightsReader(string name) : Reader
{
    private const string Trained = "trained.weights.h5", Small = "small.weights.h5";
    private readonly IReadOnlyList<byte[]> trainedFiles = Corpus.Read("models", p => p.EndsWith(".weights.h5", StringComparison.Ordinal));
    private readonly IReadOnlyList<byte[]> smallFiles = Corpus.Read("hdf5", p => p.EndsWith(".weights.h5", StringComparison.Ordinal));
    private readonly Model trained = Model.Load(Path.Combine(Corpus.Folder, "models", "3.15.1_adam.keras"));
    private readonly Model small = new Sequential(new Dense(2) { InputShape = [3] });
    private readonly Dictionary<Model, string> weights = [];

    public override string Name => name;

    public override Type Refusal => typeof(ModelFormatException);

    public override DamagedFile Damage(Random random)
    {
        (string file, IReadOnlyList<byte[]> files) = random.Next(2) == 0 ? (Trained, trainedFiles) : (Small, smallFiles);
        byte[] content = One(files, random);
        return new(file, name == "weights-structure" ? Hdf5Mutator.Mutate(content, random)
            : ByteMutator.Mutate(content, One(files, random), random));
    }

    public override void Load(string path)
    {
        Model model = Path.GetFileName(path).EndsWith(Trained, StringComparison.Ordinal) ? trained : small;
        weights.TryAdd(model, Hash(model));
        try
        {
            model.LoadWeights(path);
            weights[model] = Hash(model);
        }
        catch (ModelFormatException e) when (Hash(model) != weights[model])
        {
            throw new InvalidOperationException("The file was refused, but some of it was loaded.", e);
        }
    }

    public override void Dispose()
    {
        trained.Dispose();
        small.Dispose();
        base.Dispose();
    }

    private static string Hash(Model model)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Weight weight in model.IsCompiled ? [.. model.Weights, .. model.Optimizer.Weights] : model.Weights)
        {
            using Tensor value = weight.Read();
            hash.AppendData(value.AsBytes());
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
