using TensorFlow.SavedModels.Messages;
using Xunit;

namespace TensorFlow.Tests.Execution;

/// <summary>XLA has a kernel of each listed operation for each type that its ordinary kernels have.</summary>
public sealed class CompilableOperationTests : NativeTest
{
    private static readonly int[] Types =
    [
        (int)DType.Float16, (int)DType.BFloat16, (int)DType.Float32, (int)DType.Float64,
        (int)DType.Int32, (int)DType.Int64, (int)DType.Bool,
    ];

    [Fact]
    public void XLA_has_a_kernel_for_every_type_of_the_common_operations()
    {
        Assert.All(CompilableOperations.All, op =>
        {
            KernelDef[] compiled = XlaKernels.Find(op);
            Assert.NotEmpty(compiled);
            foreach (KernelDef.Types.AttrConstraint constraint in XlaKernels.Find(op, "CPU").SelectMany(k => k.Constraint))
            {
                foreach (int type in constraint.AllowedValues.List.Type.Intersect(Types))
                    Assert.Contains(compiled, k => Takes(k, constraint.Name, type));
            }
        });
    }

    private static bool Takes(KernelDef kernel, string attribute, int type) =>
        kernel.Constraint.FirstOrDefault(c => c.Name == attribute)?.AllowedValues.List.Type.Contains(type) != false;
}
