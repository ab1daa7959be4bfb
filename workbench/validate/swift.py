"""The Triton interpreter without what it does again for every value, and what nobody sees.

As shipped (3.6, 3.7) most of its time goes into types: each value makes its block type, that type's
name and its shape anew, some of them thrice. Nothing here changes what a kernel computes, or what
is refused.
"""

from __future__ import annotations

import dataclasses
from typing import Any


def quicken(interpreter: Any) -> None:
    """Patch `interpreter`, the module `triton.runtime.interpreter`, and types of the language."""
    builder = interpreter.interpreter_builder
    # Without `debug`, which it never has, the answer of an overflow check is thrown away.
    builder.options = dataclasses.replace(builder.options, sanitize_overflow=builder.options.debug)
    _share_shapes()
    _remember_dtypes(interpreter)
    _leave_equal_shapes(interpreter.interpreter_semantic)
    _search_for_no_kernels()


def _share_shapes() -> None:
    """Block types of one shape share it, and so do their tensors: one object, checked once."""
    import triton.language as tl

    new_type, new_tensor = tl.block_type.__init__, tl.tensor.__init__
    of_types: dict[tuple[int, ...], tuple[Any, int, str]] = {}
    of_tensors: dict[int, tuple[Any, Any, Any]] = {}

    def make_type(self: Any, element_ty: Any, shape: Any) -> None:
        key = (*shape,)
        plain = {*map(type, key)} == {int}  # 2.0 is 2 for a dict, not for Triton
        known = of_types.get(key) if plain else None
        if known is None:
            new_type(self, element_ty, shape)
            of_types.setdefault((*self.shape,), (self.shape, self.numel, str(self.shape)))
            return
        self.element_ty = element_ty
        self.shape, self.numel, told = known
        self.name = f"<{told}, {element_ty}>"

    def make_tensor(self: Any, handle: Any, type: Any) -> None:
        given = type.shape if type.is_block() else None
        known = of_tensors.get(id(given))
        if known is None or known[0] is not given:
            new_tensor(self, handle, type)
            of_tensors[id(given)] = given, self.numel, self.shape
            return
        self.handle, self.type, self.dtype = handle, type, type.scalar
        _, self.numel, self.shape = known

    tl.block_type.__init__ = make_type
    tl.tensor.__init__ = make_tensor


def _remember_dtypes(interpreter: Any) -> None:
    """NumPy's dtype of a type is looked up, where the table of them was made at every look."""
    import triton.language as tl

    shipped = interpreter._get_np_dtype
    known: dict[str, Any] = {}

    def np_dtype(kind: Any) -> Any:
        scalar = kind.scalar
        if isinstance(scalar, tl.pointer_type):
            return shipped(scalar)
        found = known.get(scalar.name)
        if found is None:
            found = known[scalar.name] = shipped(scalar)
        return found

    interpreter._get_np_dtype = np_dtype


def _leave_equal_shapes(semantic: Any) -> None:
    """Blocks of one shape are not compared extent by extent: they stay what they are."""
    shipped = semantic.broadcast_impl_value

    def broadcast(lhs: Any, rhs: Any) -> Any:
        if lhs.type.is_block() and rhs.type.is_block() and lhs.type.shape is rhs.type.shape:
            return lhs, rhs
        return shipped(lhs, rhs)

    semantic.broadcast_impl_value = broadcast


def _search_for_no_kernels() -> None:
    """`triton_op` reads the function that it is given for kernels that were compiled, to name them
    in torch's caches, and imports Inductor for it: 1.5 s, and interpreted there are none.
    """
    from torch._library import triton

    if hasattr(triton, "get_inner_triton_kernels"):
        triton.get_inner_triton_kernels = lambda function: []
