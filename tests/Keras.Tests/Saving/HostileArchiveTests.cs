using System.Text;
using Fuzz.Mutations;
using Keras.Core;
using Xunit;

namespace Keras.Tests.Saving;

/// <summary>Archives that would write elsewhere, be huge, or run code, if they were believed.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private const uint SymbolicLink = 0xA1FF;
    private readonly TemporaryPath path = new(".keras");
    private readonly byte[] intact = File.ReadAllBytes(new SavedModels("3.15.1", "adam").Path);

    private byte[] Config => Archive.Read(intact, "config.json");

    private byte[] Weights => Archive.Read(intact, "model.weights.h5");

    public void Dispose() => path.Dispose();

    [Theory]
    [InlineData("../evil.txt", 0x81A4u)]
    [InlineData("/tmp/keras-evil.txt", 0x81A4u)]
    [InlineData("C:\\evil.txt", 0x81A4u)]
    [InlineData("link", SymbolicLink)]
    public void Other_members_are_never_unpacked(string name, uint mode)
    {
        Write(ZipBuilder.Make(new("config.json", Config), new("model.weights.h5", Weights),
            new(name, "/etc/passwd"u8.ToArray()) { UnixMode = mode }));
        Model.Load(path.Value).Dispose();
        Assert.Empty(path.Beside);
        Assert.False(File.Exists(Path.GetFullPath(Path.Combine(path.Value, "..", name))));
    }

    [Fact]
    public void A_member_that_is_a_link_is_not_followed() =>
        AssertRefused("invalid start", new("config.json",
            Encoding.UTF8.GetBytes(new SavedModels("3.15.1", "adam").Path))
        { UnixMode = SymbolicLink }, new("model.weights.h5", Weights));

    [Fact]
    public void Two_members_of_one_name() =>
        AssertRefused("2 members 'config.json'", new("config.json", Config), new("config.json", Config), new("model.weights.h5", Weights));

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 40)]
    [InlineData(-1L)]
    public void A_length_that_is_a_lie(long length) =>
        AssertRefused("", new("config.json", Config) { Zip64Length = length }, new("model.weights.h5", Weights));

    [Fact]
    public void A_member_that_is_encrypted() =>
        AssertRefused("encrypted", new("config.json", Config) { Flags = 1 }, new("model.weights.h5", Weights));

    [Theory]
    [InlineData(12)]
    [InlineData(99)]
    public void A_member_packed_in_an_unknown_way(int method) =>
        AssertRefused("compress", new("config.json", Config) { Method = method }, new("model.weights.h5", Weights));

    [Fact]
    public void No_config_or_no_weights()
    {
        AssertRefused("config.json", new ZipBuilder.Member("model.weights.h5", Weights));
        AssertRefused("model.weights.h5", new ZipBuilder.Member("config.json", Config));
    }

    [Fact]
    public void A_member_that_says_it_unpacks_to_more_than_it_does()
    {
        byte[] zeros = Archive.Make([("config.json", new byte[3 << 20])], System.IO.Compression.CompressionLevel.SmallestSize);
        int at = zeros.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        // 3 MiB take 3 KiB, of which 300 KiB would be believed; what is claimed stays below.
        BitConverter.TryWriteBytes(zeros.AsSpan(at + 24), 200 << 10);
        Write(zeros);
        Assert.Contains("damaged", Assert.Throws<ModelFormatException>(() => Model.Load(path.Value)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_config_that_unpacks_to_more_than_its_file()
    {
        // Each block of random letters stands there ten times: no bomb by its rate, but 4 MiB of JSON in 400 KiB.
        Random random = new(1);
        StringBuilder text = new("{\"a\": \"");
        char[] block = new char[128];
        while (text.Length < 4 << 20)
        {
            for (int i = 0; i < block.Length; i++)
                block[i] = (char)('a' + random.Next(26));
            for (int i = 0; i < 10; i++)
                text.Append(block);
        }

        text.Append("\"}");
        Write(Archive.Make([("config.json", Encoding.UTF8.GetBytes(text.ToString())), ("model.weights.h5", Weights)],
            System.IO.Compression.CompressionLevel.SmallestSize));
        Assert.InRange(new FileInfo(path.Value).Length, 200 << 10, 1 << 20);
        AssertRefused("more than the ");
    }

    [Theory]
    [InlineData("\"class_name\": \"Dense\"", "\"class_name\": \"Lambda\"", "'Lambda' holds Python code")]
    [InlineData("\"activation\": \"relu\"", "\"activation\": {\"class_name\": \"__lambda__\", \"config\": {\"value\": \"4wE=\"}}",
        "'__lambda__' holds Python code")]
    [InlineData("\"batch_shape\": [null, 4, 3]", "\"batch_shape\": [null, 4611686018427387904, 4]", "elements")]
    [InlineData("\"batch_shape\": [null, 4, 3]", "\"batch_shape\": [1e300, 4, 3]", "")]
    [InlineData("\"units\": 5", "\"units\": 2000000000", "2000000000")]
    [InlineData("\"units\": 5", "\"units\": -5", "")]
    [InlineData("\"metrics\": [",
        "\"metrics\": [{\"module\": \"keras.metrics\", \"class_name\": \"AUC\", \"config\": {\"num_thresholds\": 2000000000}}, ",
        "at most 100000")]
    public void A_config_that_asks_for_what_must_not_be(string honest, string hostile, string message)
    {
        Write(Archive.With(intact, "config.json", json =>
        {
            string text = Encoding.UTF8.GetString(json);
            Assert.Contains(honest, text, StringComparison.Ordinal);
            return Encoding.UTF8.GetBytes(text.Replace(honest, hostile, StringComparison.Ordinal));
        }));
        AssertRefused(message);
    }

    [Fact]
    public void A_config_of_endless_depth()
    {
        foreach (int depth in (int[])[100, 130, 100_000])
        {
            string json = string.Concat(Enumerable.Repeat("{\"config\":[", depth));
            Write(ZipBuilder.Make(new("config.json", Encoding.UTF8.GetBytes(json + "1" + string.Concat(Enumerable.Repeat("]}", depth)))),
                new("model.weights.h5", Weights)));
            AssertRefused("");
        }
    }

    [Fact]
    public void A_directory_with_a_config_too_long_to_be_one()
    {
        Directory.CreateDirectory(path.Value);
        // A sparse file: its length costs nothing.
        using (FileStream file = File.Create(Path.Combine(path.Value, "config.json")))
            file.SetLength(PythonJson.MostBytes + 1L);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Model.Load(path.Value));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("'config.json' has 134217729 bytes, expected at most 134217728", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_too_long_to_be_a_config()
    {
        string text = new('{', PythonJson.MostBytes + 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Model.FromJson(text));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("at most 134217728", error.Message, StringComparison.Ordinal);
    }

    // Each model in another looks through those inside: work that grows with the depth, which the nesting of JSON bounds.
    [Fact]
    public void A_nest_of_models_takes_no_more_than_its_depth()
    {
        const string layer = """{"module":"keras.layers","class_name":"Dense","config":{"units":2}}""";
        string inner = layer;
        for (int i = 0; i < 38; i++)
            inner = """{"module":"keras","class_name":"Sequential","config":{"layers":[""" + inner + "]}}";
        Write(ZipBuilder.Make(new("config.json", Encoding.UTF8.GetBytes(inner)), new("model.weights.h5", Weights)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFormatException? error = Assert.IsType<ModelFormatException>(Record.Exception(() => Model.Load(path.Value)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.StartsWith(path.Value, error.Message, StringComparison.Ordinal);
    }

    private void Write(byte[] archive) => File.WriteAllBytes(path.Value, archive);

    private void AssertRefused(string message, params ZipBuilder.Member[] members)
    {
        Write(ZipBuilder.Make(members));
        AssertRefused(message);
    }

    private void AssertRefused(string message)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => Model.Load(path.Value));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 << 20) + (20 * new FileInfo(path.Value).Length));
        Assert.Contains(message, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith(path.Value, error.Message, StringComparison.Ordinal);
    }
}
