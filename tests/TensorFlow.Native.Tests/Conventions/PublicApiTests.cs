using System.Reflection;
using System.Runtime.InteropServices;
using TensorFlow.Interop;
using Xunit;

namespace TensorFlow.Tests.Conventions;

public sealed class PublicApiTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Binding = typeof(Tensor).Assembly;

    [Fact]
    public void Interop_has_no_public_types() =>
        Assert.DoesNotContain(Binding.GetExportedTypes(),
            t => t.Namespace?.StartsWith("TensorFlow.Interop", StringComparison.Ordinal) == true);

    [Fact]
    public void No_public_member_shows_a_pointer() =>
        // The constructor of a delegate takes a pointer by its nature.
        Assert.Empty(Binding.GetExportedTypes().Where(t => !t.IsSubclassOf(typeof(Delegate))).SelectMany(t => t.GetMembers(Everything))
            .Where(m => IsVisible(m) && Types(m).Any(IsPointer)).Select(m => $"{m.DeclaringType}.{m}"));

    [Fact]
    public void Native_methods_are_declared_in_one_class() =>
        Assert.All(
            Binding.GetTypes().SelectMany(t => t.GetMethods(Everything))
                .Where(m => m.GetCustomAttribute<DllImportAttribute>()?.Value == NativeLibraryName.TensorFlow),
            m => Assert.Equal(nameof(NativeMethods), m.DeclaringType!.Name));

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Select(p => p.ParameterType).Append(method.ReturnType),
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static bool IsPointer(Type type) =>
        type.IsPointer || type.IsFunctionPointer || type == typeof(nint)
            || type == typeof(nuint) || typeof(SafeHandle).IsAssignableFrom(type)
        || (type.HasElementType && IsPointer(type.GetElementType()!)) || type.GetGenericArguments().Any(IsPointer);
}
