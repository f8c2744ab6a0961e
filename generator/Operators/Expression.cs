using FusedKernels.Generator.Model;

namespace FusedKernels.Generator.Operators;

/// <summary>A node of a row program: an operation on rows and scalars. Equal by structure.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Operands">What it is done to.</param>
internal abstract record Expression(Operation Operation, EquatableArray<Expression> Operands)
{
    /// <summary>The parameter behind an <see cref="Operation.Input"/> or an <see cref="Operation.Argument"/>.</summary>
    public Role? Role { get; init; }

    /// <summary>The name of an <see cref="Operation.Coefficient"/>, or of an <see cref="Operation.Sum"/> that the plan shows.</summary>
    public string? Name { get; init; }

    /// <summary>The number of an <see cref="Operation.Constant"/>.</summary>
    public double Value { get; init; }

    /// <summary>This node and the rows below it, without those inside a scalar.</summary>
    public IEnumerable<Row> Rows => this is Row row ? Operands.SelectMany(static operand => operand.Rows).Prepend(row) : [];

    /// <summary>This node and everything below it.</summary>
    public IEnumerable<Expression> Nodes => Operands.SelectMany(static operand => operand.Nodes).Prepend(this);

    /// <summary>True where some node does <paramref name="operation"/>.</summary>
    public bool Uses(Operation operation) => Nodes.Any(node => node.Operation == operation);
}

/// <summary>One value for each column.</summary>
internal sealed record Row(Operation Operation, EquatableArray<Expression> Operands) : Expression(Operation, Operands)
{
    public static Row operator +(Row left, Row right) => new(Operation.Add, [left, right]);

    public static Row operator +(Row left, Scalar right) => new(Operation.Add, [left, right]);

    public static Row operator -(Row left, Scalar right) => new(Operation.Subtract, [left, right]);

    public static Row operator *(Row left, Scalar right) => new(Operation.Multiply, [left, right]);

    public static Row operator -(Row left, Row right) => new(Operation.Subtract, [left, right]);

    public static Row operator *(Row left, Row right) => new(Operation.Multiply, [left, right]);

    public static Row operator /(Row left, Scalar right) => new(Operation.Divide, [left, right]);

    public static Row operator /(Row left, Row right) => new(Operation.Divide, [left, right]);
}

/// <summary>One value for the whole row.</summary>
internal sealed record Scalar(Operation Operation, EquatableArray<Expression> Operands) : Expression(Operation, Operands)
{
    private bool IsOne => this is { Operation: Operation.Constant, Value: 1 };

    public static implicit operator Scalar(double value) => new(Operation.Constant, []) { Value = value };

    public static Scalar operator +(Scalar left, Scalar right) => new(Operation.Add, [left, right]);

    public static Scalar operator -(Scalar operand) => 0.0 - operand;

    public static Scalar operator -(Scalar left, Scalar right) => new(Operation.Subtract, [left, right]);

    public static Scalar operator *(Scalar left, Scalar right) => left.IsOne ? right : right.IsOne ? left : new(Operation.Multiply, [left, right]);

    public static Scalar operator /(Scalar left, Scalar right) => new(Operation.Divide, [left, right]);
}
