using System.Globalization;
using System.Text.Json;

namespace Fuzz.Running;

/// <summary>Where a process loads damaged files and tells how far it is.</summary>
/// <param name="Root">The folder.</param>
internal sealed record WorkFolder(string Root)
{
    /// <summary>Where the damaged files are put.</summary>
    public string Files => Path.Combine(Root, "files");

    /// <summary>The current and the temporary directory, in which nothing may appear.</summary>
    public string Watched => Path.Combine(Root, "watched");

    /// <summary>The mutation that is being loaded.</summary>
    public string Progress => Path.Combine(Root, "progress");

    /// <summary>The first mutation that is not counted yet.</summary>
    public string Next => Path.Combine(Root, "next");

    public string Result(int from) => Path.Combine(Root, $"result.{from}.json");

    public int? Current => File.Exists(Progress) && File.ReadAllBytes(Progress)
        is { Length: sizeof(int) } bytes ? BitConverter.ToInt32(bytes) : null;

    public int CountedTo(int otherwise) => File.Exists(Next) ? int.Parse(File.ReadAllText(Next), CultureInfo.InvariantCulture) : otherwise;

    public Tally Sum()
    {
        Tally sum = new();
        foreach (string result in Directory.GetFiles(Root, "result.*.json"))
            sum.Add(JsonSerializer.Deserialize<Tally>(File.ReadAllText(result))!);
        return sum;
    }

    public void Clear()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
        Directory.CreateDirectory(Files);
        Directory.CreateDirectory(Watched);
    }
}
