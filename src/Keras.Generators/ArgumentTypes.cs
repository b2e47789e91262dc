using Microsoft.CodeAnalysis;

namespace Keras.Generators;

/// <summary>How an argument of a type stands in a config: the calls that read and write it.</summary>
internal static class ArgumentTypes
{
    /// <summary>The expression that reads an argument; null where the type is not known.</summary>
    public static string? Read(ITypeSymbol type, string key, DefaultValue missing, Argument? argument)
    {
        bool isNullable = DefaultValue.IsNullable(type);
        string k = Names.Literal(key);
        if (!isNullable && type.IsValueType && ReadValue(type, k, missing, argument) is { } direct)
            return direct;
        string receiver = !missing.IsRequired ? "config" : isNullable ? $"config.Required({k}, mayBeNull: true)" : $"config.Required({k})";
        if (ReadNullable(type, receiver, k, argument) is not { } read)
            return null;
        // Of an activation function, null is the linear one.
        bool isActivation = Core(type).Is("Keras.ActivationFunction"), isEmptyAllowed = isNullable || isActivation;
        return missing.IsRequired ? isEmptyAllowed ? read : read + (type.IsValueType && !type.IsRefLikeType ? "!.Value" : "!")
            : missing.IsNull ? isActivation ? $"config.Contains({k}) ? {read} : null" : read
            : isEmptyAllowed ? $"config.Contains({k}) ? {read} : {missing.Text}"
            : $"{read} ?? {missing.Text}";
    }

    /// <summary>The statement that writes an argument; null where the type is not known.</summary>
    public static string? Write(ITypeSymbol type, string key, string member, bool asInteger)
    {
        ITypeSymbol core = Core(type);
        bool isNullable = DefaultValue.IsNullable(type);
        string k = Names.Literal(key);
        if (core.SpecialType is SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_String)
            return !asInteger ? $"config.Set({k}, {member});"
                : isNullable ? $"_ = {member} is null ? config.SetNode({k}, null) : config.SetNumber({k}, {member}.Value);"
                : $"config.SetNumber({k}, {member});";
        if (core.Is("TensorFlow.Shape") || core.DerivesFrom("Keras.KerasObject"))
            return $"config.Set({k}, {member});";
        if (core.Is("Keras.Axes"))
            return $"config.SetAxes({k}, {member});";
        if (core.Is("Keras.SpatialSizes"))
            return $"_ = {member}.IsDefault ? config.SetNode({k}, null) : config.Set({k}, {member}.AsSpan());";
        if (core.Is("TensorFlow.DType"))
            return $"config.SetDType({k}, {member});";
        if (core.TypeKind == TypeKind.Enum)
            return $"config.Set({k}, {EnumWords.Write((INamedTypeSymbol)core, member, isNullable)});";
        if (PairOf(core) is { } pair)
        {
            string set = pair == SpecialType.System_Int32 ? "Set" : "SetNumbers", value = isNullable ? member + ".Value" : member;
            string list = $"config.{set}({k}, [{value}.Item1, {value}.Item2])";
            return isNullable ? $"_ = {member} is null ? config.SetNode({k}, null) : {list};" : list + ";";
        }

        if (ElementTypeOf(core) is { } element && element.DerivesFrom("Keras.KerasObject"))
            return $"config.SetObjects({k}, {member});";
        return ElementOf(core) switch
        {
            SpecialType.System_Int32 when isNullable =>
                $"_ = {member} is null ? config.SetNode({k}, null) : config.Set({k}, [.. {member}]);",
            SpecialType.System_Int32 => $"config.Set({k}, [.. {member}]);",
            SpecialType.System_Int64 => $"config.SetLongs({k}, {member});",
            SpecialType.System_Double => $"config.SetNumbers({k}, {member});",
            SpecialType.System_String => $"config.SetStrings({k}, {member});",
            _ => HasToJson(core) ? $"config.SetNode({k}, {member}{(isNullable ? "?" : "")}.ToJson());" : null,
        };
    }

    private static string? ReadValue(ITypeSymbol type, string k, DefaultValue missing, Argument? argument)
    {
        string both = missing.IsRequired ? k : $"{k}, {missing.Text}";
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean: return $"config.GetBool({both})";
            case SpecialType.System_Int32 when argument?.LargestInFile is { } most:
                return $"config.GetCount({k}, {missing.Text ?? "null"}, {most})";
            case SpecialType.System_Int32: return $"config.GetInt({both})";
            case SpecialType.System_Int64: return $"config.GetLong({both})";
            case SpecialType.System_Double: return $"config.GetDouble({both})";
            case SpecialType.System_Single: return $"(float)config.GetDouble({both})";
        }

        if (type.Is("Keras.Axes"))
            return missing.IsRequired ? $"config.Required({k}).GetAxes({k}, default)" : $"config.GetAxes({both})";
        if (type.Is("TensorFlow.DType"))
            return missing.IsRequired ? $"config.Required({k}).GetDType({k}, default)" : $"config.GetDType({both})";
        if (type.Is("Keras.SpatialSizes"))
            return missing.IsRequired ? $"config.Required({k}).GetSizes({k})"
                : missing == DefaultValue.Zero ? $"config.GetSizes({k})" : $"config.Has({k}) ? config.GetSizes({k}) : {missing.Text}";
        return type.TypeKind == TypeKind.Enum ? EnumWords.Read((INamedTypeSymbol)type, k, missing) : null;
    }

    // Null where the config has null.
    private static string? ReadNullable(ITypeSymbol type, string receiver, string k, Argument? argument)
    {
        ITypeSymbol core = Core(type);
        switch (core.SpecialType)
        {
            case SpecialType.System_Boolean: return $"({receiver}.Has({k}) ? config.GetBool({k}) : null)";
            case SpecialType.System_Int32 when argument?.LargestInFile is { } most:
                return $"({receiver}.Has({k}) ? config.GetCount({k}, null, {most}) : null)";
            case SpecialType.System_Int32: return $"{receiver}.GetOptionalInt({k})";
            case SpecialType.System_Int64 when k == "\"seed\"": return $"{receiver}.GetSeed({k})";
            case SpecialType.System_Int64: return $"{receiver}.GetOptionalLong({k})";
            case SpecialType.System_Double: return $"{receiver}.GetOptionalDouble({k})";
            case SpecialType.System_Single: return $"(float?){receiver}.GetOptionalDouble({k})";
            case SpecialType.System_String: return $"{receiver}.GetString({k}, null)";
        }

        if (core.Is("TensorFlow.Shape"))
            return $"{receiver}.GetShape({k})";
        if (core.Is("TensorFlow.DType"))
            return $"({receiver}.Has({k}) ? config.GetDType({k}, default) : null)";
        if (core.Is("Keras.ActivationFunction"))
            return $"global::Keras.ActivationFunction.FromConfig({receiver}, {k})";
        if (core.DerivesFrom("Keras.Layer"))
            return $"({receiver}.Has({k}) ? global::Keras.Layer.ReadLayer<{Names.Of(core)}>(config, {k}) : null)";
        if (core.TypeKind == TypeKind.Enum)
            return $"({receiver}.Has({k}) ? {EnumWords.Read((INamedTypeSymbol)core, k, DefaultValue.Zero)} : null)";
        if (HasRegistry(core))
            return $"{receiver}.GetObject({k}, {Names.Of(core)}.Registry)";
        if (PairOf(core) is { } pair)
            return $"{receiver}.Get{(pair == SpecialType.System_Int32 ? "Integer" : "Number")}Pair({k})";
        if (ElementTypeOf(core) is { } element && element.DerivesFrom("Keras.Layer"))
            return $"global::Keras.Layer.ReadLayers<{Names.Of(element)}>({receiver}, {k})";
        return ElementOf(core) switch
        {
            SpecialType.System_Int32 => $"{receiver}.GetIntegers({k})",
            SpecialType.System_Int64 => $"{receiver}.GetLongs({k})",
            SpecialType.System_Double => $"{receiver}.GetNumbers({k})",
            SpecialType.System_String => $"{receiver}.GetStrings({k})",
            _ => HasRead(core) ? $"{Names.Of(core)}.Read({receiver}, {k})" : null,
        };
    }

    /// <summary>The type without nullability.</summary>
    private static ITypeSymbol Core(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0] : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    private static SpecialType ElementOf(ITypeSymbol type) => ElementTypeOf(type)?.SpecialType ?? SpecialType.None;

    private static ITypeSymbol? ElementTypeOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { IsRefLikeType: true, Name: "ReadOnlySpan" } span => span.TypeArguments[0],
        INamedTypeSymbol list when list.OriginalDefinition.SpecialType
            is SpecialType.System_Collections_Generic_IReadOnlyList_T or SpecialType.System_Collections_Generic_IEnumerable_T
            or SpecialType.System_Collections_Generic_IReadOnlyCollection_T => list.TypeArguments[0],
        _ => null,
    };

    // The type of both numbers of a pair.
    private static SpecialType? PairOf(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true, TupleElements.Length: 2 } tuple
        && tuple.TupleElements[0].Type.SpecialType is var kind and (SpecialType.System_Int32 or SpecialType.System_Double)
        && tuple.TupleElements[1].Type.SpecialType == kind ? kind : null;

    private static bool HasRegistry(ITypeSymbol type) => type.GetMembers("Registry").OfType<IPropertySymbol>().Any(p =>
        p is { IsStatic: true, Type: INamedTypeSymbol { Name: "Registry", TypeArguments.Length: 1 } registry }
        && SymbolEqualityComparer.Default.Equals(registry.TypeArguments[0], type));

    private static bool HasRead(ITypeSymbol type) => type.GetMembers("Read").OfType<IMethodSymbol>().Any(m =>
        m is { IsStatic: true, Parameters.Length: 2 } && m.Parameters[0].Type.Is("Keras.Config")
        && m.Parameters[1].Type.SpecialType == SpecialType.System_String);

    private static bool HasToJson(ITypeSymbol type) =>
        type.GetMembers("ToJson").OfType<IMethodSymbol>().Any(m => m is { IsStatic: false, Parameters.Length: 0 });
}
