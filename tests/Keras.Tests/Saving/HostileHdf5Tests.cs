using Keras.Layers;
using Keras.Saving.Hdf5;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>HDF5 files that would take endless time or memory, or lead out of themselves, if they were believed.</summary>
public sealed class HostileHdf5Tests : IDisposable
{
    private const int Deep = 10_000;
    private readonly Hdf5Builder file = new();
    private readonly TemporaryPath path = new(".weights.h5");

    public void Dispose() => path.Dispose();

    [Fact]
    public void The_builder_makes_files_that_are_read()
    {
        ulong kernel = file.Array(file.Append([.. Enumerable.Range(0, 6).SelectMany(i => BitConverter.GetBytes((float)i))]), 3, 2);
        ulong bias = file.Array(file.Append([.. BitConverter.GetBytes(7f), .. BitConverter.GetBytes(8f)]), 2);
        ulong texts = file.Texts("other"u8.ToArray(), "dense"u8.ToArray());
        byte[] name = Hdf5Builder.Attribute("name", Hdf5Builder.TextType(16, isVariable: true),
            Hdf5Builder.Space(), Hdf5Builder.Reference(5, texts, 2));
        ulong vars = file.Group(Hdf5Builder.Link("0", kernel), Hdf5Builder.Link("1", bias), name);
        byte[] whole = file.File(InLayers(vars));
        Assert.Equal("dense", Hdf5Reader.Read(whole).Find("layers", "dense", "vars")!.GetString("name"));
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        File.WriteAllBytes(path.Value, whole);
        model.LoadWeights(path.Value);
        Assert.Equal([0, 1, 2, 3, 4, 5], model.GetWeights()[0].ToArray<float>());
        Assert.Equal([7, 8], model.GetWeights()[1].ToArray<float>());
    }

    [Fact]
    public void Groups_in_groups_without_end()
    {
        ulong group = file.Group();
        for (int depth = 0; depth < Deep; depth++)
            group = file.Group(Hdf5Builder.Link("g", group));
        AssertRefused(group, "more than 64 deep");
    }

    [Fact]
    public void A_group_in_itself()
    {
        ulong address = file.Next;
        AssertRefused(file.Group(Hdf5Builder.Link("again", address)), "linked twice");
    }

    [Fact]
    public void A_part_of_an_object_that_goes_on_in_itself()
    {
        // Large enough for the part to be read often before that alone is too much.
        file.Append(new byte[1000]);
        ulong part = file.Next;
        byte[] again = Hdf5Builder.Continuation(part, 28);
        file.Append(Hdf5Builder.Checked([.. "OCHK"u8, .. again]));
        AssertRefused(file.Group(again), "more than 64 parts");
    }

    [Fact]
    public void Objects_that_share_one_large_part()
    {
        byte[] large = new byte[100_000];
        ulong part = file.Append(Hdf5Builder.Checked([.. "OCHK"u8, .. large]));
        byte[] links = [.. Enumerable.Range(0, 1000)
            .SelectMany(i => Hdf5Builder.Link($"{i:x3}", file.Group(Hdf5Builder.Continuation(part, 100_008))))];
        AssertRefused(file.Group(links), "overlap or repeat");
    }

    [Fact]
    public void A_tree_of_names_that_is_its_own_branch()
    {
        ulong heap = file.Append(
            [.. "HEAP"u8, 0, 0, 0, 0, .. Hdf5Builder.U64(8), .. Hdf5Builder.U64(0), .. Hdf5Builder.U64(file.Next + 32), .. new byte[8]]);
        ulong tree = file.Next;
        byte[] branches = [.. Enumerable.Range(0, 1000).SelectMany(_ => (byte[])[.. new byte[8], .. Hdf5Builder.U64(tree)])];
        file.Append([.. "TREE"u8, 0, 1, .. Hdf5Builder.U16(1000), .. new byte[16], .. branches]);
        AssertRefused(file.Object(Hdf5Builder.Message(0x11, [.. Hdf5Builder.U64(tree), .. Hdf5Builder.U64(heap)])), "index");
    }

    [Fact]
    public void Many_texts_that_are_one_large_one()
    {
        ulong texts = file.Texts(new byte[1_000_000].Select(_ => (byte)'x').ToArray());
        byte[] many = [.. Enumerable.Range(0, 4000).SelectMany(_ => Hdf5Builder.Reference(1_000_000, texts, 1))];
        AssertRefused(file.Group(Hdf5Builder.Attribute("name", Hdf5Builder.TextType(16, isVariable: true), Hdf5Builder.Space(4000), many)),
            "overlap or repeat");
    }

    [Theory]
    [InlineData(1UL << 40)]
    [InlineData(ulong.MaxValue - 8)]
    public void A_text_outside_of_the_file(ulong collection) => AssertRefused(
        file.Group(Hdf5Builder.Attribute("name", Hdf5Builder.TextType(16, isVariable: true),
            Hdf5Builder.Space(), Hdf5Builder.Reference(4, collection, 1))), "beyond the end");

    [Fact]
    public void A_text_that_its_collection_does_not_have()
    {
        ulong texts = file.Texts("a"u8.ToArray());
        AssertRefused(file.Group(Hdf5Builder.Attribute("name", Hdf5Builder.TextType(16, isVariable: true),
            Hdf5Builder.Space(), Hdf5Builder.Reference(4, texts, 9))), "not at the address in the file");
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_trillion_texts_of_no_length(int length, bool isVariable) =>
        AssertRefused(file.Group(Hdf5Builder.Attribute("name", Hdf5Builder.TextType(length, isVariable), Hdf5Builder.Space(1UL << 40), [])),
            length == 0 ? "elements has 0 bytes" : "takes 1 bytes, expected 16");

    [Fact]
    public void Arrays_that_share_their_numbers()
    {
        ulong numbers = file.Append(new byte[4000]);
        byte[] links = [.. Enumerable.Range(0, 100).SelectMany(i => Hdf5Builder.Link($"{i:d2}", file.Array(numbers, 1000)))];
        AssertRefused(file.Group(links), "overlap or repeat");
    }

    [Fact]
    public void An_array_beyond_all_numbers() => AssertRefused(file.Group(Hdf5Builder.Link("0", file.Array(48, 1UL << 60, 1UL << 60))), "");

    [Fact]
    public void Many_attributes_are_passed_over()
    {
        byte[][] attributes = [.. Enumerable.Range(0, 20_000)
            .Select(i => Hdf5Builder.Attribute($"{i}", Hdf5Builder.FloatType(), Hdf5Builder.Space(), new byte[4]))];
        Assert.Empty(Hdf5Reader.Read(file.File(file.Group(attributes))).Attributes);
    }

    [Fact]
    public void References_to_objects_and_regions_are_not_followed()
    {
        byte[] objectType = [0x17, 0, 0, 0, .. Hdf5Builder.U32(8)], regionType = [0x17, 1, 0, 0, .. Hdf5Builder.U32(12)];
        ulong group = file.Group(
            Hdf5Builder.Attribute("object", objectType, Hdf5Builder.Space(), Hdf5Builder.U64(ulong.MaxValue - 1)),
            Hdf5Builder.Attribute("region", regionType, Hdf5Builder.Space(), [.. Hdf5Builder.U64(1UL << 40), 0, 0, 0, 0]));
        Assert.Empty(Hdf5Reader.Read(file.File(group)).Attributes);
    }

    private ulong InLayers(ulong vars) =>
        file.Group(Hdf5Builder.Link("layers", file.Group(Hdf5Builder.Link("dense", file.Group(Hdf5Builder.Link("vars", vars))))));

    private void AssertRefused(ulong root, string message)
    {
        byte[] whole = file.File(root);
        File.WriteAllBytes(path.Value, whole);
        using Sequential model = new(new Dense(2) { InputShape = [3] });
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => model.LoadWeights(path.Value));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (1 << 20) + (20L * whole.Length));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(path.Value, error.Message, StringComparison.Ordinal);
    }
}
