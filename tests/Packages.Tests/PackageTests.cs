using System.IO.Compression;
using System.Xml.Linq;
using Xunit;

namespace Packages.Tests;

/// <summary>What the gallery wants of a package.</summary>
public class PackageTests(Feed feed)
{
    private const long LimitOfTheGallery = 250_000_000;

    [Fact]
    public void Every_package_has_a_readme_an_icon_a_licence_tags_and_a_size_that_the_gallery_takes()
    {
        string[] packages = Directory.GetFiles(feed.Packages, "*.nupkg");
        Assert.Equal(5, packages.Length);
        foreach (string path in packages)
        {
            Assert.InRange(new FileInfo(path).Length, 1, LimitOfTheGallery);
            using ZipArchive package = ZipFile.OpenRead(path);
            XElement metadata = Metadata(package);
            string Value(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
            Assert.Equal("Apache-2.0", Value("license"));
            Assert.NotEmpty(Value("tags"));
            Assert.NotEmpty(Value("description"));
            Assert.NotEmpty(Value("releaseNotes"));
            Assert.NotNull(package.GetEntry(Value("icon")));
            Assert.NotNull(package.GetEntry(Value("readme")));
            Assert.NotNull(metadata.Elements().SingleOrDefault(e => e.Name.LocalName == "repository")?.Attribute("commit"));
        }
    }

    [Theory]
    [InlineData("Keras")]
    [InlineData("TensorFlow.Native")]
    public void Libraries_come_with_their_documentation_and_their_symbols_apart(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(feed.Packages, $"{name}.*.nupkg")
            .Single(f => char.IsDigit(Path.GetFileName(f)[name.Length + 1])));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.dll"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.xml"));
        using ZipArchive symbols = ZipFile.OpenRead(Directory.GetFiles(feed.Packages, $"{name}.*.snupkg").Single());
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{name}.pdb"));
    }

    [Fact]
    public void The_runtime_brings_the_library_its_licence_and_its_notices()
    {
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(feed.Packages, "TensorFlow.Native.Runtime.*.nupkg").Single());
        string[] expected =
        [
            "LICENSE", "THIRD_PARTY_NOTICES.txt", "runtimes/linux-x64/native/libtensorflow_cc.so.2",
                "runtimes/linux-x64/native/libtensorflow_framework.so.2",
        ];
        Assert.Subset(package.Entries.Select(e => e.FullName).ToHashSet(), expected.ToHashSet());
    }

    private static XElement Metadata(ZipArchive package)
    {
        using Stream stream = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }
}
