using System.Text;
using Fuzz.Mutations;
using Keras;

namespace Fuzz.Readers;

/// <summary>Whole models of the legacy format, <c>.h5</c>: damaged anywhere, or with another config in an intact HDF5 file.</summary>
internal sealed class LegacyReader(string name) : Reader
{
    private readonly IReadOnlyList<byte[]> models =
        Corpus.Read("models", p => p.EndsWith(".h5", StringComparison.Ordinal) && !p.EndsWith(".weights.h5", StringComparison.Ordinal));

    public override string Name => name;

    public override Type Refusal => typeof(ModelFormatException);

    public override DamagedFile Damage(Random random)
    {
        byte[] model = One(models, random);
        return new("model.h5", name == "legacy-config" ? WithConfig(model, random)
            : ByteMutator.Mutate(model, One(models, random), random));
    }

    public override void Load(string path) => Model.Load(path).Dispose();

    // A text has its place and no more, so what is shorter is filled up with spaces, and what is longer is tried again.
    private static byte[] WithConfig(byte[] model, Random random)
    {
        ReadOnlySpan<byte> start = random.Next(3) == 0 ? "{\"loss\": "u8 : "{\"class_name\": \"Sequential\""u8;
        int from = model.AsSpan().IndexOf(start);
        int length = model.AsSpan(from).IndexOf((byte)0);
        ReadOnlySpan<byte> json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(model.AsSpan(from, length)).TrimEnd());
        for (int attempt = 0; attempt < 10; attempt++)
        {
            byte[] changed = JsonMutator.Mutate(json, random);
            if (changed.Length > length)
                continue;
            byte[] copy = [.. model];
            copy.AsSpan(from, length).Fill((byte)' ');
            changed.CopyTo(copy.AsSpan(from));
            return copy;
        }

        return ByteMutator.Mutate(model, model, random);
    }
}
