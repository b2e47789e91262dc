using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
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
        Assert.Superset(
            new HashSet<string>
            {
                "Keras", "Keras.Cpu", "Keras.Extensions.Logging", "Keras.Interactive", "Keras.Plotting", "Keras.Templates",
                "TensorFlow.Native", "TensorFlow.Native.Runtime.linux-x64",
            },
            packages.Select(NameOf).ToHashSet());
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
        using ZipArchive package = ZipFile.OpenRead(Find(name, ".nupkg"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.dll"));
        Assert.NotNull(package.GetEntry($"lib/net10.0/{name}.xml"));
        using ZipArchive symbols = ZipFile.OpenRead(Find(name, ".snupkg"));
        Assert.NotNull(symbols.GetEntry($"lib/net10.0/{name}.pdb"));
    }

    [Fact]
    public void The_library_brings_the_generator_of_configs_and_no_dependency_on_the_compiler()
    {
        using ZipArchive package = ZipFile.OpenRead(Find("Keras", ".nupkg"));
        Assert.Equal(
            ["analyzers/dotnet/cs/Keras.Generators.dll"],
            package.Entries.Select(e => e.FullName).Where(e => e.StartsWith("analyzers/", StringComparison.Ordinal)));
        Assert.DoesNotContain("CodeAnalysis", Metadata(package).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Keras.Cpu", "Keras")]
    [InlineData("Keras.Extensions.Logging", "Keras")]
    [InlineData("Keras.Plotting", "Keras")]
    [InlineData("Keras.Interactive", "Keras.Plotting")]
    public void The_generator_comes_through_the_packages_above_the_library(string name, string below)
    {
        using ZipArchive package = ZipFile.OpenRead(Find(name, ".nupkg"));
        XElement dependency = Metadata(package).Descendants()
            .First(e => e.Name.LocalName == "dependency" && e.Attribute("id")!.Value == below);
        Assert.Contains("Analyzers", dependency.Attribute("include")?.Value ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Keras")]
    [InlineData("TensorFlow.Native")]
    public void Libraries_are_deterministic_and_know_no_directory_of_the_machine_that_built_them(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(Find(name, ".nupkg")), symbols = ZipFile.OpenRead(Find(name, ".snupkg"));
        using PEReader library = new(Copy(package, $"lib/net10.0/{name}.dll"));
        Assert.Contains(library.ReadDebugDirectory(), e => e.Type == DebugDirectoryEntryType.Reproducible);
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(Copy(symbols, $"lib/net10.0/{name}.pdb"));
        MetadataReader reader = provider.GetMetadataReader();
        string[] documents = [.. reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name))];
        Assert.NotEmpty(documents);
        Assert.Equal([], documents.Where(d => !d.StartsWith("/_", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Keras")]
    [InlineData("TensorFlow.Native")]
    public void Debuggers_find_the_sources_by_a_link(string name)
    {
        Guid sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
        using ZipArchive symbols = ZipFile.OpenRead(Find(name, ".snupkg"));
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(Copy(symbols, $"lib/net10.0/{name}.pdb"));
        MetadataReader reader = provider.GetMetadataReader();
        bool isThere = reader.CustomDebugInformation.Any(c => reader.GetGuid(reader.GetCustomDebugInformation(c).Kind) == sourceLink);
        Assert.SkipUnless(isThere || HasPublicRemote(), "The clone has no remote on a public host, from which the address is taken.");
        Assert.True(isThere);
    }

    [Theory]
    [InlineData("Keras")]
    [InlineData("TensorFlow.Native")]
    public void Libraries_have_code_compiled_ahead_of_time_for_the_platform_of_the_runtime_and_only_there(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(Find(name, ".nupkg"));
        using PEReader everywhere = new(Copy(package, $"lib/net10.0/{name}.dll"));
        using PEReader here = new(Copy(package, $"runtimes/linux-x64/lib/net10.0/{name}.dll"));
        Assert.Equal(0, everywhere.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        Assert.NotEqual(0, here.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
        Assert.Equal(Version(everywhere), Version(here));

        static Guid Version(PEReader library)
        {
            MetadataReader reader = library.GetMetadataReader();
            return reader.GetGuid(reader.GetModuleDefinition().Mvid);
        }
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

    private string Find(string name, string extension) =>
        Directory.GetFiles(feed.Packages, $"{name}.*{extension}").Single(f => NameOf(f) == name);

    // Of Keras.Cpu.1.0.0.nupkg, Keras.Cpu.
    private static string NameOf(string path) =>
        string.Join('.', Path.GetFileName(path).Split('.').TakeWhile(part => !char.IsDigit(part[0])));

    private static bool HasPublicRemote()
    {
        string git = Path.Combine(Feed.Repository, ".git", "config");
        return File.Exists(git) && File.ReadAllText(git).Contains("github.com", StringComparison.Ordinal);
    }

    private static MemoryStream Copy(ZipArchive archive, string entry)
    {
        MemoryStream copy = new();
        using Stream stream = archive.GetEntry(entry)!.Open();
        stream.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    private static XElement Metadata(ZipArchive package)
    {
        using Stream stream = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single();
    }
}
