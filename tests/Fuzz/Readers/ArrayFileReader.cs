using System.IO.Compression;
using Fuzz.Mutations;
using Keras.Datasets;
using TensorFlow;

namespace Fuzz.Readers;

/// <summary>Arrays: NPY, NPZ and IDX, packed or not, damaged outside or inside of the packing.</summary>
internal sealed class ArrayFileReader(string name) : Reader
{
    private static readonly byte[][] NpyFiles = [.. Arrays().SelectMany(Npy)];
    private static readonly byte[][] IdxFiles =
        [.. Arrays().Where(a => a.DType is DType.Int32 or DType.UInt8 or DType.Float64).Select(Idx)];

    public override string Name => name;

    public override Type Refusal => typeof(DatasetException);

    public override DamagedFile Damage(Random random) => name switch
    {
        "npz" => new("arrays.npz", Npz(random)),
        "npy" => new("array.npy", Packed(One(NpyFiles, random), One(NpyFiles, random), random)),
        _ => new("array.idx", Packed(One(IdxFiles, random), One(IdxFiles, random), random)),
    };

    public override void Load(string path)
    {
        foreach (Tensor array in name switch
        {
            "npz" => NpzFile.Read(path).Values,
            "npy" => [NpyFile.Read(path)],
            _ => [IdxFile.Read(path)]
        })
            array.Dispose();
    }

    private static byte[] Packed(byte[] file, byte[] other, Random random) => random.Next(4) switch
    {
        0 => ByteMutator.Mutate(Archive.Gzip(file), Archive.Gzip(other), random),
        1 => Archive.Gzip(ByteMutator.Mutate(file, other, random)),
        _ => ByteMutator.Mutate(file, other, random),
    };

    private static byte[] Npz(Random random)
    {
        CompressionLevel level = random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Optimal;
        byte[] archive = Archive.Make([("a.npy", One(NpyFiles, random)), ("b.npy", One(NpyFiles, random))], level);
        return random.Next(2) == 0
            ? Archive.With(archive, "b.npy", npy => ByteMutator.Mutate(npy, One(NpyFiles, random), random), level)
            : ByteMutator.Mutate(archive, Archive.Make([("a.npy", One(NpyFiles, random))], level), random);
    }

    private static Tensor[] Arrays() =>
    [
        Tensor.Create<byte>([.. Enumerable.Range(0, 60).Select(i => (byte)(i * 4))], [3, 4, 5]),
        Tensor.Create<int>([.. Enumerable.Range(0, 30).Select(i => i * 71_234_567)], [30]),
        Tensor.Create<double>([.. Enumerable.Range(0, 24).Select(i => i / 7.0)], [2, 12]),
        Tensor.Create<bool>([true, false, true], [3]),
        Tensor.Create<long>([.. Enumerable.Repeat(1L, 2000)], [40, 50]),
        Tensor.Create<float>([1.5f], []),
    ];

    // As it is written here, and in Fortran order.
    private static IEnumerable<byte[]> Npy(Tensor array)
    {
        string path = Path.GetTempFileName();
        try
        {
            NpyFile.Write(path, array);
            byte[] written = File.ReadAllBytes(path);
            byte[] transposed = [.. written];
            int at = transposed.AsSpan().IndexOf("False"u8);
            "True "u8.CopyTo(transposed.AsSpan(at));
            return [written, transposed];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Idx(Tensor array)
    {
        byte code = array.DType switch { DType.UInt8 => 8, DType.Int32 => 12, _ => 14 };
        byte[] header = [0, 0, code, (byte)array.Rank, .. array.Shape.SelectMany(d => BitConverter.GetBytes((int)d).Reverse())];
        return [.. header, .. array.AsBytes()];
    }
}
