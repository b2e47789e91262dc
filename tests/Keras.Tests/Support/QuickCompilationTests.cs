using System.Runtime.CompilerServices;
using Stress.Running;
using Xunit;

namespace Keras.Tests.Support;

public sealed class QuickCompilationTests
{
    /// <summary>The program of tests/Stress, whose scenarios are tests here, neutralizes the environment of its own process.</summary>
    [Fact]
    public void Assemblies_that_are_loaded_later_leave_the_flags_of_the_tests_in_place()
    {
        RuntimeHelpers.RunModuleConstructor(typeof(Scenarios).Module.ModuleHandle);

        bool quick = Environment.GetEnvironmentVariable("KERAS_TESTS_QUICK_COMPILATION") == "1";
        Assert.Equal(quick, (Environment.GetEnvironmentVariable("XLA_FLAGS") ?? "").Contains("--xla_backend_optimization_level=0"));
    }
}
