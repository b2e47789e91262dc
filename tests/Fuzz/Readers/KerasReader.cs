using Fuzz.Mutations;
using Keras;

namespace Fuzz.Readers;

/// <summary>Whole models, <c>.keras</c>: damaged anywhere, or in one member of an archive that is right otherwise.</summary>
internal sealed class KerasReader(string name) : Reader
{
    private readonly IReadOnlyList<byte[]> models = Corpus.Read("models", p => p.EndsWith(".keras", StringComparison.Ordinal));

    public override string Name => name;

    public override Type Refusal => typeof(ModelFormatException);

    public override DamagedFile Damage(Random random)
    {
        byte[] model = One(models, random), other = One(models, random);
        return new("model.keras", name switch
        {
            "keras-config" => Archive.With(model, "config.json", json => random.Next(4) == 0
                ? ByteMutator.Mutate(json, json, random) : JsonMutator.Mutate(json, random)),
            "keras-weights" => Archive.With(model, "model.weights.h5", h5 => random.Next(2) == 0 ? Hdf5Mutator.Mutate(h5, random)
                : ByteMutator.Mutate(h5, Archive.Read(other, "model.weights.h5"), random)),
            _ => ByteMutator.Mutate(model, other, random),
        });
    }

    public override void Load(string path) => Model.Load(path).Dispose();
}
