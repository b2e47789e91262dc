using Xunit;

namespace Examples.Tests;

public class ModelFilesTests
{
    [Fact]
    public void Every_kind_of_file_gives_the_predictions_back()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ModelFiles");
        try
        {
            Finished run = Example.RunNamed("ModelFiles", folder.FullName);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            string[] names = ["digits.h5", "digits.json", "digits.keras", "digits.weights.h5", "serving"];
            Assert.All(names, name => Assert.Contains(name, run.Output, StringComparison.Ordinal));
            Assert.Equal(names, folder.EnumerateFileSystemInfos().Select(f => f.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
