using System.Security.Cryptography;
using System.Text.Json;
using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Loading;

/// <summary>native/manifest.json is well-formed, and the build and the loader read it alike.</summary>
public sealed class ManifestTests
{
    private static readonly JsonElement Manifest = JsonDocument.Parse(File.ReadAllText(Repository.Native("manifest.json"))).RootElement;

    public static TheoryData<string> Platforms
    {
        get;
    } = [.. Manifest.GetProperty("platforms").EnumerateObject().Select(entry => entry.Name)];

    [Fact]
    public void TheLoaderLooksForTheManifestsVersion() =>
        Assert.Equal(RuntimeCache.Version, Manifest.GetProperty("version").GetString());

    [Theory]
    [MemberData(nameof(Platforms))]
    public void EveryHashIsOneAndEveryWheelIsOfTheVersion(string platform)
    {
        JsonElement entry = Manifest.GetProperty("platforms").GetProperty(platform);
        JsonElement wheel = entry.GetProperty("wheel");
        Assert.Matches("^[0-9a-f]{64}$", wheel.GetProperty("sha256").GetString());
        Assert.Equal(
            $"{wheel.GetProperty("project")}-{RuntimeCache.Version}-cp311-cp311-{wheel.GetProperty("tag")}.whl",
                wheel.GetProperty("file").GetString());
        Assert.NotEmpty(wheel.GetProperty("members").EnumerateArray());
        Assert.All(wheel.GetProperty("members").EnumerateArray(), member =>
            Assert.EndsWith("/" + Path.GetFileName(member.GetProperty("file").GetString()),
                member.GetProperty("path").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public void TheArchiveInTheRepositoryIsTheOneDescribed()
    {
        JsonElement archive = Manifest.GetProperty("platforms").GetProperty("linux-x64").GetProperty("archive");
        using FileStream file = File.OpenRead(Repository.Native(archive.GetProperty("file").GetString()!));
        Assert.Equal(archive.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-x64-cuda")]
    [InlineData("win-x64")]
    public void TheBuildReadsWhatTheManifestSays(string platform)
    {
        (int exitCode, string output) = Repository.Run("dotnet",
        [
            "msbuild", Repository.Native("TensorFlow.Runtime.proj"), "-t:ReadManifest", $"-p:TensorFlowRuntimePlatform={platform}",
            "-getProperty:TensorFlowRuntimeVersion,WheelFile,WheelSha256,WheelProject,WheelTag,ArchiveFile",
                "-getItem:ArchiveMember,WheelMember",
        ]);
        Assert.True(exitCode == 0, output);
        JsonElement read = JsonDocument.Parse(output).RootElement;
        JsonElement properties = read.GetProperty("Properties");
        JsonElement items = read.GetProperty("Items");
        JsonElement entry = Manifest.GetProperty("platforms").GetProperty(platform);
        JsonElement wheel = entry.GetProperty("wheel");
        bool hasArchive = entry.TryGetProperty("archive", out JsonElement archive);

        Assert.Equal(RuntimeCache.Version, Text(properties, "TensorFlowRuntimeVersion"));
        Assert.Equal(Text(wheel, "file"), Text(properties, "WheelFile"));
        Assert.Equal(Text(wheel, "sha256"), Text(properties, "WheelSha256"));
        Assert.Equal(Text(wheel, "project"), Text(properties, "WheelProject"));
        Assert.Equal(Text(wheel, "tag"), Text(properties, "WheelTag"));
        Assert.Equal(hasArchive ? Text(archive, "file") : "", Text(properties, "ArchiveFile"));
        Assert.Equal(Pairs(wheel, "members", "path", "file"), Pairs(items, "WheelMember", "Identity", "File"));
        if (hasArchive)
        {
            Assert.Equal(Pairs(archive, "members", "file", "sha256"), Pairs(items, "ArchiveMember", "Identity", "Sha256"));
            Assert.Equal(
                archive.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("bytes").ToString()),
                items.GetProperty("ArchiveMember").EnumerateArray().Select(member => Text(member, "Bytes")));
        }
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static IEnumerable<(string First, string Second)> Pairs(JsonElement of, string list, string first, string second) =>
        of.GetProperty(list).EnumerateArray().Select(one => (Text(one, first), Text(one, second)));
}
