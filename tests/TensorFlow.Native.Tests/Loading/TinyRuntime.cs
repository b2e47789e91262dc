using System.IO.Compression;
using System.Security.Cryptography;

namespace TensorFlow.Tests.Loading;

/// <summary>A manifest of its own for native/TensorFlow.Runtime.proj, whose archive and wheel hold one small file.</summary>
internal sealed class TinyRuntime : IDisposable
{
    private const string Member = "libtensorflow_cc.so.2";
    private readonly TemporaryDirectory _directory = new();

    public string PipArguments => File.ReadAllText(_directory.Combine("pip-arguments"));

    public void Dispose() => _directory.Dispose();

    public string InCache(params string[] parts) => _directory.Combine(["cache", "tensorflow-runtime", "1.0", .. parts]);

    public (int ExitCode, string Output) Place(string platform, string pip = "pip", string? cache = null) => Repository.Run("dotnet",
    [
        "msbuild", Repository.Native("TensorFlow.Runtime.proj"), $"-p:TensorFlowRuntimePlatform={platform}", $"-p:Pip={pip}",
        "-p:TensorFlowRuntimeAnnounce=false", $"-p:TensorFlowRuntimeCache={cache ?? _directory.Combine("cache")}",
            $"-p:TensorFlowRuntimeManifestFile={_directory.Combine("manifest.json")}",
    ]);

    public void WriteArchive(string content, string? memberHash = null)
    {
        File.WriteAllText(_directory.Touch("content", Member), content);
        (int exitCode, string output) =
            Repository.Run("tar", ["-cJf", _directory.Combine("tiny.tar.xz"), "-C", _directory.Combine("content"), Member]);
        if (exitCode != 0)
            throw new InvalidOperationException(output);
        memberHash ??= Hash(_directory.Combine("content", Member));
        WriteManifest("with-archive", $$"""
            "archive": { "file": "tiny.tar.xz", "sha256": "", "members": [ { "file": "{{Member}}", "bytes": {{content.Length}}, "sha256": "{{memberHash}}" } ] }
            """);
    }

    public void WriteWheel(string content, string? hash = null)
    {
        string wheel = _directory.Combine("tiny-1.0.whl");
        using (ZipArchive zip = ZipFile.Open(wheel, ZipArchiveMode.Create))
        {
            foreach (string name in (string[])[$"tensorflow/{Member}", "tensorflow/other.py"])
            {
                using StreamWriter writer = new(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        WriteManifest("with-wheel", $$"""
            "wheel": { "project": "tiny", "tag": "any_tag", "file": "tiny-1.0.whl", "sha256": "{{hash ?? Hash(wheel)}}",
              "members": [ { "path": "tensorflow/{{Member}}", "file": "tensorflow/{{Member}}" } ] }
            """);
    }

    /// <summary>A script that "downloads" the wheel by copying it to the directory after --dest.</summary>
    public string FakePip()
    {
        string script = _directory.Combine("pip");
        File.WriteAllText(script, $"""
            #!/bin/sh
            [ "$1" = --version ] && exit 0
            echo "$@" > '{_directory.Combine("pip-arguments")}'
            while [ "$1" != --dest ]; do shift; done
            cp '{_directory.Combine("tiny-1.0.whl")}' "$2"
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return script;
    }

    private void WriteManifest(string platform, string entry) => File.WriteAllText(
        _directory.Combine("manifest.json"), $$"""{ "version": "1.0", "platforms": { "{{platform}}": { {{entry}} } } }""");

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
