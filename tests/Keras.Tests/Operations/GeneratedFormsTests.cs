using Keras.OpsGenerator;
using Xunit;

namespace Keras.Tests.Operations;

/// <summary>The committed forms of the functions are what the generator writes.</summary>
public sealed class GeneratedFormsTests
{
    [Fact]
    public void The_files_are_up_to_date()
    {
        string? sources = SourceDirectory.Find(AppContext.BaseDirectory);
        Assert.NotNull(sources);
        Assert.Empty(OutputFiles.Check(sources));
    }

    [Fact]
    public void A_function_of_delegates_has_no_eager_form()
    {
        const string source = "public static partial class Ops { public static Symbol Map(Func<Symbol, Symbol> f, Symbol xs) => f(xs); }";
        OpMethod method = Assert.Single(SymbolicSources.Read("Control", source));
        Assert.Empty(new EagerTemplate().Write(method));
    }
}
