using Fuzz.Mutations;
using Keras;
using Keras.Layers;

namespace Fuzz.Readers;

/// <summary>Feature spaces, <c>.keras</c>: damaged anywhere, or in the config of an archive that is right otherwise.</summary>
internal sealed class FeatureSpaceReader(string name) : Reader
{
    private readonly IReadOnlyList<byte[]> files = Corpus.Read("feature_spaces", p => p.EndsWith(".keras", StringComparison.Ordinal));

    public override string Name => name;

    public override Type Refusal => typeof(ModelFormatException);

    public override DamagedFile Damage(Random random)
    {
        byte[] file = One(files, random), other = One(files, random);
        return new("space.keras", name == "feature-space-config"
            ? Archive.With(file, "config.json", json => random.Next(4) == 0
                ? ByteMutator.Mutate(json, json, random) : JsonMutator.Mutate(json, random))
            : ByteMutator.Mutate(file, other, random));
    }

    public override void Load(string path) => FeatureSpace.Load(path).Dispose();
}
